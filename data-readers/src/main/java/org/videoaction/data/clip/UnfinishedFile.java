package org.videoaction.data.clip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.videoaction.data.FileProblem;
import org.videoaction.data.WholeFile;

/** A clip table that is being written beside the place where it will appear when it is whole. */
final class UnfinishedFile implements Closeable {

    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;

    UnfinishedFile(Path target) throws IOException {
        this.target = target;
        this.unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Gives the file its name, when the disk has all of it. */
    void finish() throws IOException {
        try {
            channel.close();
            WholeFile.name(unfinished, target);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What to throw where writing failed: an error that names the file, or the interruption as it is. */
    IOException failed(IOException e) {
        return FileProblem.writing(target, e);
    }

    /** Leaves nothing behind, unless the file was finished. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
