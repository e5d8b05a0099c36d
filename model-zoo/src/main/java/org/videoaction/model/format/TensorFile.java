package org.videoaction.model.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.pickle.PickleReader;

/**
 * A file of weights, recognised by its content: torch's zip and the older form, pickles of numpy arrays (Caffe2, Paddle),
 * safetensors, and the ONNX and TorchScript files that this extension exports. Nothing in it is executed, and no memory is
 * taken that its size does not account for.
 */
public final class TensorFile implements Closeable {

    /** How many times more bytes the tensors may have than the file: some writers tie a few of them together. */
    private static final long MAX_SHARING = 4;

    private final Map<String, Tensor> tensors;
    private final Optional<String> configuration;
    private final Map<String, String> metadata;
    private final Closeable source;

    private TensorFile(Map<String, Tensor> tensors, Optional<String> configuration, Map<String, String> metadata,
        Closeable source) {
        this.tensors = tensors;
        this.configuration = configuration;
        this.metadata = metadata;
        this.source = source;
    }

    /**
     * Opens a file.
     *
     * @throws IOException when it is none of these, or damaged; the message says what is wrong with it, not which it is
     */
    public static TensorFile open(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new IOException("it is empty");
        }
        TensorFile opened = isZip(file) ? zip(file) : whole(file, size);
        try {
            requireWithin(opened.tensors, size);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Its tensors by their names there, in the file's order. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The settings that PySlowFast keeps beside its weights. */
    public Optional<String> configuration() {
        return configuration;
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
            StateDict found = StateDict.in(torch.read());
            return new TensorFile(found.tensors(), found.configuration(), torch.metadata(), archive);
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    private static TensorFile of(StateDict found, Closeable source) {
        return new TensorFile(found.tensors(), found.configuration(), Map.of(), source);
    }

    private static TensorFile whole(Path file, long size) throws IOException {
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException("it has more than 2 GB; save its weights alone");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (isSafetensors(bytes)) {
            return new TensorFile(SafeTensorsFormat.read(bytes), Optional.empty(), Map.of(), () -> {});
        }
        if (OnnxTensors.begins(bytes)) {
            return onnx(bytes);
        }
        if (!beginsAsPickle(bytes)) {
            throw new IOException(
                "it is neither a zip nor a pickle nor safetensors; weights are read from .pth, .pyth, .pkl, "
                    + ".pdparams and .safetensors files, and from the .onnx and .pt files that this extension exported");
        }
        Object first = PickleReader.read(bytes, new TorchGlobals(TorchGlobals.Storages.NONE));
        return of(StateDict.in(LegacyTorchFile.begins(first) ? LegacyTorchFile.read(bytes) : first), () -> {});
    }

    private static TensorFile onnx(ByteBuffer bytes) throws IOException {
        OnnxTensors onnx = OnnxTensors.read(bytes);
        requireOurs("an ONNX file", onnx.metadata());
        return new TensorFile(onnx.tensors(), Optional.empty(), onnx.metadata(), () -> {});
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
