package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Passes bytes on and takes the checksum of those between a start and an end. */
final class ChecksumChannel implements WritableByteChannel {

    private final WritableByteChannel out;
    private final CRC32C checksum = new CRC32C();
    private long left;

    ChecksumChannel(WritableByteChannel out) {
        this.out = out;
    }

    /** The checksum begins with the next byte and ends after so many. */
    void start(long bytes) {
        checksum.reset();
        left = bytes;
    }

    /** The checksum of the bytes since the start. */
    int checksum() {
        return (int) checksum.getValue();
    }

    @Override
    public int write(ByteBuffer piece) throws IOException {
        ByteBuffer passed = piece.duplicate();
        int written = out.write(piece);
        int summed = (int) Math.min(left, written);
        checksum.update(passed.limit(passed.position() + summed));
        left -= summed;
        return written;
    }

    @Override
    public boolean isOpen() {
        return out.isOpen();
    }

    /** What the bytes are passed on to stays open: it is its owner's. */
    @Override
    public void close() {
        // nothing of its own
    }
}
