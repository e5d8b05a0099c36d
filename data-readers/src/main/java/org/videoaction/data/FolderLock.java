package org.videoaction.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Keeps a folder for one user among all processes, and within each: the system's lock on the folder's file {@code .lock},
 * which ends with the process at the latest. The file stays, for whoever deletes it may delete another one's.
 */
public final class FolderLock implements Closeable {

    private static final String FILE = ".lock";
    private static final long WAIT_MILLIS = 200;

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

    /**
     * Locks an existing folder as soon as nobody else has it.
     *
     * @param whileWaiting called again and again; may throw to give up
     * @throws CancellationException when the thread was interrupted
     */
    public static FolderLock whenFree(Path folder, Runnable whileWaiting) throws IOException {
        Optional<FolderLock> lock = of(folder);
        while (lock.isEmpty()) {
            whileWaiting.run();
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("waiting was canceled").initCause(e);
            }
            lock = of(folder);
        }
        return lock.get();
    }

    /** The file that is locked. */
    public static Path file(Path folder) {
        return folder.resolve(FILE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
