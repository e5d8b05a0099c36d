package org.videoaction.data.annotation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.bytedeco.javacv.Seekable;

/**
 * A file that the recorder writes. The recorder and FFmpeg's MP4 muxer pass over most failures to write, so that this
 * remembers the first one; nothing after it is written.
 */
final class VideoSink extends OutputStream implements Seekable {

    /** C's number for positions from the start. */
    private static final int SEEK_SET = 0;

    private final RandomAccessFile file;
    private IOException failure;

    /** @param file is there, and empty */
    VideoSink(Path file) throws IOException {
        this.file = new RandomAccessFile(file.toFile(), "rw");
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failure == null) {
            try {
                file.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    @Override
    public void seek(long position, int whence) {
        if (whence != SEEK_SET) {
            // the recorder answers FFmpeg that it cannot be done
            throw new UnsupportedOperationException("seeking in another way than from the start");
        }
        if (failure == null) {
            try {
                file.seek(position);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** @throws IOException what went wrong first */
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
