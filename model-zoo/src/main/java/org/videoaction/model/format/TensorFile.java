package org.videoaction.model.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.WrongFile;
import org.videoaction.data.pickle.PickleReader;

/**
 * A file of weights, recognised by its content: torch's zip and the older form, pickles of numpy arrays (Caffe2, Paddle),
 * safetensors, and the ONNX and TorchScript files that this extension exports. Nothing in it is executed, and no memory is
 * taken that its size does not account for.
 */
public final class TensorFile implements Closeable {

    /** How many times more bytes the tensors may have than the file: some writers tie a few of them together. */
    private static final long MAX_SHARING = 4;
    private static final int MAX_NAMED = 5;

    private final Map<String, Map<String, Tensor>> states;
    private final Optional<String> configuration;
    private final List<String> classNames;
    private final Map<String, String> metadata;
    private final List<String> passedOver;
    private final Closeable source;

    private TensorFile(StateDicts found, Map<String, String> metadata, List<String> passedOver, Closeable source) {
        this.states = found.all();
        this.configuration = found.configuration();
        this.classNames = found.classNames();
        this.metadata = metadata;
        this.passedOver = passedOver;
        this.source = source;
    }

    private TensorFile(Map<String, Tensor> tensors, Map<String, String> metadata) {
        this(new StateDicts(Map.of("", tensors), Optional.empty(), List.of()), metadata, List.of(), () -> {});
    }

    /**
     * Opens a file.
     *
     * @throws EOFException when it ends too early
     * @throws IOException when it is none of these, or damaged; the message says what is wrong with it, not which it is
     */
    public static TensorFile open(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new EOFException("it is empty");
        }
        TensorFile opened = isZip(file) ? zip(file) : whole(file, size);
        try {
            for (Map<String, Tensor> tensors : opened.states.values()) {
                requireWithin(tensors, size);
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** The tensors by their names of the first of {@link #states}. */
    public Map<String, Tensor> tensors() {
        return states.values().iterator().next();
    }

    /**
     * All dictionaries of tensors, which are in the file's order, by the names that lead to them, parted by slashes. The usual
     * ones come first, then the one of the whole file, which has no name, then others.
     */
    public Map<String, Map<String, Tensor>> states() {
        return states;
    }

    /** The classes and functions that the file names and that are no part of weights. */
    public List<String> passedOver() {
        return passedOver;
    }

    /** The settings that PySlowFast keeps beside its weights. */
    public Optional<String> configuration() {
        return configuration;
    }

    /** The names of the classes by index that some of MMAction2's files have, else none. */
    public List<String> classNames() {
        return classNames;
    }

    /** What an exported program says about itself, by names; empty where the file is none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private static boolean isZip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4 && ByteBuffer.wrap(start).getInt() == 0x504b0304;
        }
    }

    private static TensorFile zip(Path file) throws IOException {
        Archive archive = new Archive(file);
        try {
            TorchArchive torch = TorchArchive.of(archive);
            TorchGlobals globals = torch.globals();
            return of(torch.read(globals), torch.metadata(), globals, archive);
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    private static TensorFile of(Object saved, Map<String, String> metadata, TorchGlobals globals, Closeable source)
        throws IOException {
        try {
            return new TensorFile(StateDicts.in(saved), metadata, globals.passedOver(), source);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + named(globals.passedOver()), e);
        }
    }

    /** The end of a message on a file that names what is no part of weights. */
    public static String named(List<String> passedOver) {
        return passedOver.isEmpty() ? "" : "; its pickle names " + String.join(", ",
            passedOver.subList(0, Math.min(MAX_NAMED, passedOver.size()))) + ", which "
            + (passedOver.size() == 1 ? "is" : "are") + " no part of weights; nothing of it was run";
    }

    private static TensorFile whole(Path file, long size) throws IOException {
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException(WrongFile.of(file).map(wrong -> "it is " + wrong)
                .orElse("it has more than 2 GB; save its weights alone"));
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (isSafetensors(bytes)) {
            return new TensorFile(SafeTensorsFormat.read(bytes), Map.of());
        }
        if (OnnxTensors.begins(bytes)) {
            return onnx(bytes);
        }
        Optional<WrongFile> wrong = WrongFile.of(file);
        if (wrong.isPresent() || !beginsAsPickle(bytes)) {
            throw new IOException("it is " + wrong.map(other -> other + "; it is ").orElse("")
                + "neither a zip nor a pickle nor safetensors; weights are read from .pth, .pyth, .pkl, "
                + ".pdparams and .safetensors files, and from the .onnx and .pt files that this extension exported");
        }
        TorchGlobals globals = new TorchGlobals(TorchGlobals.Storages.NONE);
        Object first = PickleReader.read(bytes, globals);
        if (LegacyTorchFile.begins(first)) {
            LegacyTorchFile legacy = new LegacyTorchFile(bytes.capacity());
            return of(legacy.read(bytes), Map.of(), legacy.globals(), () -> {});
        }
        return of(first, Map.of(), globals, () -> {});
    }

    private static TensorFile onnx(ByteBuffer bytes) throws IOException {
        OnnxTensors onnx = OnnxTensors.read(bytes);
        requireOurs("an ONNX file", onnx.metadata());
        return new TensorFile(onnx.tensors(), onnx.metadata());
    }

    /** A program says what it computes, not which network that is. */
    static void requireOurs(String what, Map<String, String> metadata) throws IOException {
        if (!metadata.containsKey("architecture")) {
            throw new IOException("it is " + what + " that does not say which network it is, as those do that this "
                + "extension exports. Read the weights that it was made of: a checkpoint, or what "
                + "torch.save(model.state_dict(), file) writes");
        }
    }

    /** A pickle starts with its protocol, or in the oldest ones with a container. */
    private static boolean beginsAsPickle(ByteBuffer bytes) {
        int first = bytes.get(0) & 0xff;
        return first == 0x80 || "(}]cd".indexOf(first) >= 0;
    }

    private static boolean isSafetensors(ByteBuffer bytes) {
        boolean pickle = (bytes.get(0) & 0xff) == 0x80 && bytes.remaining() > 1 && bytes.get(1) > 0 && bytes.get(1) < 6;
        return bytes.remaining() > Long.BYTES && bytes.get(Long.BYTES) == '{' && (!pickle || bytes.get(7) == 0);
    }

    private static void requireWithin(Map<String, Tensor> tensors, long size) throws IOException {
        long bytes = tensors.values().stream().mapToLong(Tensor::bytes).sum();
        if (bytes > MAX_SHARING * size) {
            throw new IOException("its tensors have " + bytes + " bytes together, the file only " + size
                + ": they lie over each other");
        }
    }
}
