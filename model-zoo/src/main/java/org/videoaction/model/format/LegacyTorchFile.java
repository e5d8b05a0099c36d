package org.videoaction.model.format;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.pickle.PickleGlobals;
import org.videoaction.data.pickle.PickleReader;
import org.videoaction.data.pickle.PickleText;
import org.videoaction.data.pickle.Pickled;

/**
 * What {@code torch.save} wrote before torch 1.6: a magic number, a version, the machine and the object, each a pickle, then
 * a list of storages, and of each its length and its numbers.
 */
final class LegacyTorchFile {

    private static final Object MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private final Map<String, Part> parts = new HashMap<>();

    // nothing that the file's tensors could not hold is believed here: the storages follow, and are held against it
    private final TorchGlobals globals;

    /** @param fileSize in bytes */
    LegacyTorchFile(int fileSize) {
        globals = new TorchGlobals((type, key, count) -> announced(type, key, count, fileSize));
    }

    /** A storage, whose bytes are found after the tensors that view it. */
    private static final class Part implements Storage.Content {

        private NumberType type;
        private long count;
        private ByteBuffer bytes;

        @Override
        public ByteBuffer bytes() {
            return bytes;
        }
    }

    /** Whether the first pickle of a file is the magic number. */
    static boolean begins(Object first) {
        return MAGIC.equals(first);
    }

    /** What its pickle names. */
    TorchGlobals globals() {
        return globals;
    }

    /** @param in behind the magic number */
    Object read(ByteBuffer in) throws IOException {
        PickleGlobals none = new TorchGlobals(TorchGlobals.Storages.NONE);
        PickleReader.read(in, none);
        Map<String, Object> machine = Pickled.dictionary(PickleReader.read(in, none));
        ByteOrder order = Boolean.FALSE.equals(machine.get("little_endian")) ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
        Object object = PickleReader.read(in, globals);
        for (Object key : Pickled.list(PickleReader.read(in, none))) {
            fill(Pickled.text(key), in, order);
        }
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (part.getValue().bytes == null) {
                throw new IOException("it lacks the storage " + PickleText.shortened(part.getKey())
                    + " that its pickle refers to");
            }
        }
        return object;
    }

    private Storage announced(NumberType type, String key, long count, int fileSize) throws IOException {
        if (count > fileSize / type.bytes()) {
            throw new EOFException(
                "its storage " + PickleText.shortened(key) + " has " + count + " numbers, more than a file of "
                    + fileSize + " bytes holds");
        }
        Storage.requireEnough(type, count, fileSize);
        Part part = parts.computeIfAbsent(key, name -> new Part());
        part.type = type;
        part.count = Math.max(part.count, count);
        return new Storage(type, count, part);
    }

    private void fill(String key, ByteBuffer in, ByteOrder order) throws IOException {
        Part part = parts.get(key);
        if (part == null || part.bytes != null) {
            throw new IOException(
                "it has the storage " + PickleText.shortened(key) + " that no tensor needs, or has it twice");
        }
        if (in.remaining() < Long.BYTES) {
            throw new EOFException("it is cut off before the storage " + PickleText.shortened(key));
        }
        long count = in.order(order).getLong();
        if (count >= part.count && count > in.remaining() / part.type.bytes()) {
            throw new EOFException("it is cut off within the storage " + PickleText.shortened(key) + " of " + count
                + " numbers, for which " + in.remaining() + " bytes are there");
        }
        if (count < part.count) {
            throw new IOException("its storage " + PickleText.shortened(key) + " has " + count + " numbers, of which "
                + part.count + " are needed and " + in.remaining() + " bytes are there");
        }
        int size = (int) count * part.type.bytes();
        part.bytes = in.slice(in.position(), size).order(order);
        in.position(in.position() + size);
    }
}
