package org.videoaction.data;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file beside its place, brings it to the disk and gives it its name when it is whole: nobody ever sees half of it,
 * whenever the process or the machine stops. An interruption of the thread neither stops nor spoils the writing; whoever
 * wants to give up throws from the content. Several may write the same file at once; the last one's stays.
 */
public final class WholeFile {

    private static final int BUFFER = 1 << 20;
    private static final String UNFINISHED = ".unfinished";
    /** Nothing is written for so long: what is older was left by a process that was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private WholeFile() {
    }

    /** Puts the content out; whatever it throws, nothing is left behind. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Does something with a path that is not the file's own yet. */
    @FunctionalInterface
    public interface PathWriter {
        void write(Path unfinished) throws IOException;
    }

    /**
     * Writes the file; one of that name that is there already is replaced by the whole new one.
     *
     * @throws IOException that names the file or its folder, or the interruption as it is
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, unfinished -> {});
    }

    /**
     * As {@link #write(Path, Content)}.
     *
     * @param check looks at what was written before it gets its name; what it throws keeps the old file
     */
    public static void write(Path file, Content content, PathWriter check) throws IOException {
        produce(file, unfinished -> {
            CountedStream counted = new CountedStream(stream(unfinished));
            try (OutputStream out = new BufferedOutputStream(counted, BUFFER)) {
                content.write(out);
            }
            if (Files.size(unfinished) != counted.bytes) {
                throw new IOException("of " + counted.bytes + " bytes the disk has " + Files.size(unfinished));
            }
            check.write(unfinished);
        });
    }

    /**
     * Has a file written by something that takes a path, such as a native library; it finds an empty file there and has
     * closed it when it returns.
     *
     * @throws IOException that names the file or its folder, or the interruption as it is
     */
    public static void produce(Path file, PathWriter writer) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder; a file is needed there");
        }
        removeAbandoned(folder, file.getFileName().toString());
        Path unfinished = begun(folder, file.getFileName().toString());
        try {
            writer.write(unfinished);
            name(unfinished, file);
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Gives a file that was written beside its place, and is closed, its name when the disk has all of it.
     *
     * @param file in the folder of the unfinished one
     */
    public static void name(Path unfinished, Path file) throws IOException {
        sync(unfinished);
        rename(unfinished, file);
        syncFolder(file.toAbsolutePath().getParent());
    }

    private static Path begun(Path folder, String name) throws IOException {
        try {
            return Files.createFile(folder.resolve(name + "." + Long.toHexString(ThreadLocalRandom.current().nextLong())
                + UNFINISHED));
        } catch (AccessDeniedException e) {
            throw (IOException) new AccessDeniedException(folder.toString()).initCause(e);
        }
    }

    private static void removeAbandoned(Path folder, String name) throws IOException {
        Instant now = Instant.now();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                if (isUnfinished(path, name) && isAbandoned(Files.getLastModifiedTime(path).toInstant(), now)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (AccessDeniedException | NoSuchFileException e) {
            // a folder that may not be listed may be written; another process may have been faster
        }
    }

    /** Whether a file is one that does not have its own name yet and that somebody may still write to. */
    public static boolean isBeingWritten(String name, Instant changed, Instant now) {
        return name.endsWith(UNFINISHED) && !isAbandoned(changed, now);
    }

    private static boolean isAbandoned(Instant changed, Instant now) {
        return changed.isBefore(now.minus(ABANDONED));
    }

    private static boolean isUnfinished(Path path, String name) {
        String other = path.getFileName().toString();
        return other.startsWith(name + ".") && other.endsWith(UNFINISHED)
            && other.substring(name.length(), other.length() - UNFINISHED.length()).matches("\\.[0-9a-f]{1,16}");
    }

    /** Whether it is a file of this machine; KNIME hands out paths of its own file systems too. */
    private static boolean isLocal(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    private static OutputStream stream(Path file) throws IOException {
        return isLocal(file) ? new FileOutputStream(file.toFile()) : Files.newOutputStream(file);
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Through the descriptor: a channel would be closed by an interruption. Other file systems see to it themselves. */
    private static void sync(Path file) throws IOException {
        if (!isLocal(file)) {
            return;
        }
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
            written.getFD().sync();
        }
    }

    /** The new name is on the disk too, where folders can be opened: not on Windows, nor on some file systems of networks. */
    private static void syncFolder(Path folder) {
        boolean interrupted = false;
        boolean again = isLocal(folder);
        while (again) {
            interrupted |= Thread.interrupted();
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
                again = false;
            } catch (IOException e) {
                again = e instanceof ClosedByInterruptException;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts what goes through. */
    private static final class CountedStream extends FilterOutputStream {

        private long bytes;

        CountedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] values, int start, int length) throws IOException {
            out.write(values, start, length);
            bytes += length;
        }
    }
}
