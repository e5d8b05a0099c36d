package org.videoaction.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a folder for one user among all processes, and within each: the system's lock on the folder's file {@code .lock},
 * which ends with the process at the latest. The file stays, for whoever deletes it may delete another one's.
 */
public final class FolderLock implements Closeable {

    private static final String FILE = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks an existing folder.
     *
     * @return nothing where somebody else has it
     * @throws IOException when the folder cannot be written or its file system knows no locks
     */
    public static Optional<FolderLock> of(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
        } catch (OverlappingFileLockException e) {
            // somebody else in this process
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(new FolderLock(channel)) : Optional.empty();
    }

    /** The file that is locked. */
    static Path file(Path folder) {
        return folder.resolve(FILE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
