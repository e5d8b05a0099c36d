package org.videoaction.model.checkpoint;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What {@code torch.save} writes since torch 1.6: a zip of a pickle, {@code data.pkl}, and of a file for each storage. */
final class TorchArchive {

    private static final String PICKLE = "data.pkl";

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
     * The object that was saved.
     *
     * @param archive stays open until the numbers are read
     */
    static Object read(Archive archive) throws IOException {
        String pickle = archive.names().stream().filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .findFirst().orElseThrow(() -> new IOException("it is a zip without a data.pkl, which torch would have written"));
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        if (archive.names().contains(folder + "constants.pkl")) {
            throw new IOException("it is a TorchScript program, not a state dict; save the weights with torch.save(model"
                + ".state_dict(), file)");
        }
        TorchArchive torch = new TorchArchive(archive, folder);
        return PickleReader.read(archive.read(pickle), new PickleGlobals(torch::storage));
    }

    private boolean isBigEndian() throws IOException {
        String entry = folder + "byteorder";
        return archive.size(entry) >= 0 && StandardCharsets.US_ASCII.decode(archive.read(entry)).toString().equals("big");
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
                bytes = archive.read(name).order(order);
                read = new SoftReference<>(bytes);
            }
            return bytes;
        }
    }
}
