package org.videoaction.data.annotation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacv.Seekable;

/**
 * A file that the recorder writes. The recorder and FFmpeg's MP4 muxer pass over most failures to write, so that this
 * remembers the first one; nothing after it is written.
 */
final class VideoSink extends OutputStream implements Seekable {

    /** C's number for positions from the start. */
    private static final int SEEK_SET = 0;

    private final Path path;
    private final RandomAccessFile file;
    private IOException failure;

    VideoSink(Path path) throws IOException {
        this.path = path;
        try {
            Files.deleteIfExists(path);
            this.file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw named(e, 0);
        }
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
                failure = named(e, length);
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
                failure = named(e, 0);
            }
        }
    }

    private IOException named(IOException problem, int wanted) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder.toFile().getUsableSpace() < wanted) {
            return new IOException("There is no space left in the folder " + folder + ".", problem);
        }
        return new IOException("The file " + path + " cannot be written: " + problem.getMessage(), problem);
    }

    /** @throws IOException what went wrong first; it names the file or the folder that is full */
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Brings everything to the disk. */
    void sync() throws IOException {
        check();
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw named(e, 1);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
