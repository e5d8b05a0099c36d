package org.videoaction.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder for files that are needed for a while, in Java's temporary folder. It is locked as long as it is in use: what a
 * killed process left, which no longer is, goes when the next one is made.
 */
public final class TemporaryFolder implements Closeable {

    private static final String PREFIX = "videoaction-";

    private final Path folder;
    private final FolderLock lock;

    private TemporaryFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws IOException that names Java's temporary folder, where that is missing or cannot be written */
    public static TemporaryFolder create() throws IOException {
        String place = System.getProperty("java.io.tmpdir");
        try {
            Path all = Path.of(place);
            removeAbandoned(all);
            Optional<FolderLock> lock = Optional.empty();
            Path folder = null;
            // whoever clears up at this moment may be faster with the lock
            while (lock.isEmpty()) {
                folder = Files.createTempDirectory(all, PREFIX);
                lock = FolderLock.of(folder);
            }
            return new TemporaryFolder(folder, lock.get());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw new IOException("The temporary folder " + place + (Files.isDirectory(Path.of(place))
                ? " cannot be written" : " does not exist") + ". Make it usable, or name another one to Java with "
                + "-Djava.io.tmpdir=FOLDER.", e);
        }
    }

    private static void removeAbandoned(Path all) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isRegularFile(FolderLock.file(folder), LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessInUse(folder);
                }
            }
        }
    }

    /** What belongs to another person or is being cleared up by somebody else is left to them. */
    private static void removeUnlessInUse(Path folder) throws ClosedByInterruptException {
        try {
            Optional<FolderLock> lock = FolderLock.of(folder);
            if (lock.isPresent()) {
                lock.get().close();
                remove(folder);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // not ours to remove
        }
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** A file in it. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Removes it with the files in it. */
    @Override
    public void close() throws IOException {
        lock.close();
        remove(folder);
    }
}
