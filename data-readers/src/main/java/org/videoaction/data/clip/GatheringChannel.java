package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Gathers small pieces before they are written; a large one goes straight from where it lies. */
final class GatheringChannel implements WritableByteChannel {

    private final WritableByteChannel out;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(1 << 14);

    GatheringChannel(WritableByteChannel out) {
        this.out = out;
    }

    @Override
    public int write(ByteBuffer piece) throws IOException {
        int bytes = piece.remaining();
        if (bytes > gathered.remaining()) {
            flush();
        }
        if (bytes <= gathered.remaining()) {
            gathered.put(piece);
        } else {
            writeAll(piece);
        }
        return bytes;
    }

    /** Writes what was gathered. */
    void flush() throws IOException {
        gathered.flip();
        writeAll(gathered);
        gathered.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    @Override
    public boolean isOpen() {
        return out.isOpen();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
