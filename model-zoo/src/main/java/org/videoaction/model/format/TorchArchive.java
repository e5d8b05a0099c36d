package org.videoaction.model.format;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.videoaction.data.pickle.PickleGlobals;
import org.videoaction.data.pickle.PickleReader;
import org.videoaction.data.pickle.PickleText;

/**
 * What {@code torch.save} writes since torch 1.6, and {@code torch.jit.save}: a zip of a pickle, {@code data.pkl}, and of a
 * file for each storage.
 */
final class TorchArchive {

    private static final String PICKLE = "data.pkl";
    private static final String EXTRA = "extra/";
    private static final String JSON = ".json";
    private static final Pattern WEIGHTS = Pattern
        .compile("(?i).*\\.(?:pth|pyth|pt|pkl|ckpt|pdparams|safetensors|onnx|zip)");
    private static final int MAX_SHOWN = 5;

    private final Archive archive;
    private final String folder;
    private final ByteOrder order;
    private final Map<String, Storage.Content> contents = new HashMap<>();

    private TorchArchive(Archive archive, String folder) throws IOException {
        this.archive = archive;
        this.folder = folder;
        this.order = isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /**
     * Finds the pickle of an archive.
     *
     * @param archive stays open until the numbers are read
     */
    static TorchArchive of(Archive archive) throws IOException {
        String pickle = archive.names().stream().filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .findFirst()
            .orElseThrow(() -> new IOException("it is " + kind(archive.names())));
        return new TorchArchive(archive, pickle.substring(0, pickle.length() - PICKLE.length()));
    }

    /** What a zip is that torch did not write. */
    private static String kind(Set<String> names) {
        if (names.stream().anyMatch(name -> name.endsWith("workflow.knime"))) {
            return "a KNIME workflow without a data.pkl, not a model; models are written by the Video Model Writer";
        }
        Optional<String> weights = names.stream().filter(name -> WEIGHTS.matcher(name).matches()).findFirst();
        return "a zip without a data.pkl, which torch would have written, and without a model.json, which our models have; "
            + weights.map(name -> "unpack it and choose the file " + PickleText.shortened(name) + " in it")
                .orElseGet(() -> "it holds " + (names.isEmpty() ? "nothing" : names.stream().limit(MAX_SHOWN)
                    .map(PickleText::shortened).collect(Collectors.joining(", ")))
                    + (names.size() > MAX_SHOWN ? ", ..." : ""));
    }

    /** What its pickle may name, with its storages. */
    TorchGlobals globals() {
        return new TorchGlobals(this::storage);
    }

    /**
     * The object that was saved; of a TorchScript program its attributes by their names.
     *
     * @throws IOException when it is a program of somebody else's, or damaged
     */
    Object read(PickleGlobals globals) throws IOException {
        if (isProgram()) {
            TensorFile.requireOurs("a TorchScript program", metadata());
        }
        Object saved = PickleReader.read(archive.readOfTorch(folder + PICKLE), globals);
        return isProgram() ? TorchGlobals.attributes(saved) : saved;
    }

    private boolean isProgram() {
        return archive.names().contains(folder + "constants.pkl");
    }

    /** The JSON texts beside a program, by their names. */
    Map<String, String> metadata() throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String name : archive.names()) {
            if (isProgram() && name.startsWith(folder + EXTRA) && name.endsWith(JSON)) {
                texts.put(name.substring((folder + EXTRA).length(), name.length() - JSON.length()),
                    StandardCharsets.UTF_8.decode(archive.readOfTorch(name)).toString());
            }
        }
        return texts;
    }

    private boolean isBigEndian() throws IOException {
        String entry = folder + "byteorder";
        return archive.size(entry) >= 0
            && StandardCharsets.US_ASCII.decode(archive.readOfTorch(entry)).toString().equals("big");
    }

    private Storage storage(NumberType type, String key, long count) throws IOException {
        String entry = folder + "data/" + key;
        long size = archive.size(entry);
        if (size < 0) {
            throw new IOException("it lacks the storage " + entry + " that its pickle refers to");
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException("its storage " + entry + " has more than 2 GB");
        }
        Storage.requireEnough(type, count, size);
        return new Storage(type, count, contents.computeIfAbsent(entry, name -> new Entry(archive, name, order)));
    }

    /** An entry's bytes, which several tensors may share; they leave memory when it is needed. */
    private static final class Entry implements Storage.Content {

        private final Archive archive;
        private final String name;
        private final ByteOrder order;
        private SoftReference<ByteBuffer> read = new SoftReference<>(null);

        Entry(Archive archive, String name, ByteOrder order) {
            this.archive = archive;
            this.name = name;
            this.order = order;
        }

        @Override
        public ByteBuffer bytes() throws IOException {
            ByteBuffer bytes = read.get();
            if (bytes == null) {
                bytes = archive.readOfTorch(name).order(order);
                read = new SoftReference<>(bytes);
            }
            return bytes;
        }
    }
}
