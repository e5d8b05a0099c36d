package org.videoaction.model.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The numbers that one or more tensors are views of.
 *
 * @param count of numbers, below 2^31; whoever makes a storage has checked that the file holds as many
 */
record Storage(NumberType type, long count, Content content) {

    /** Where the bytes come from. */
    @FunctionalInterface
    interface Content {
        /** At least {@code count} numbers, in the buffer's byte order. */
        ByteBuffer bytes() throws IOException;
    }

    /** Numbers that are in memory. */
    static Storage of(NumberType type, long count, ByteBuffer bytes) throws IOException {
        requireEnough(type, count, bytes.remaining());
        return new Storage(type, count, () -> bytes);
    }

    /** @throws IOException when there are fewer bytes than numbers */
    static void requireEnough(NumberType type, long count, long bytes) throws IOException {
        if (count < 0 || count > bytes / type.bytes()) {
            throw new IOException("a storage holds " + bytes + " bytes, too few for " + count + " numbers of "
                + type.bytes() + " bytes");
        }
    }

    /** The same bytes as other numbers. */
    Storage as(NumberType other) {
        return new Storage(other, count * type.bytes() / other.bytes(), content);
    }
}
