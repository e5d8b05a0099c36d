package org.videoaction.data.video;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.videoaction.data.Environment;
import org.videoaction.data.FilePath;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.FolderLock;
import org.videoaction.data.WholeFile;

/**
 * Copies of videos that lie on servers, in a folder that several processes share. Each is copied once; those that were not
 * used for the longest time make room for others. A copy that goes while it is read stays readable.
 */
public final class VideoCache {

    private static final String FOLDER = "videos";
    private static final String GIGABYTES = "videos.gb";
    private static final long GIGABYTE = 1_000_000_000;
    private static final long USUAL_GIGABYTES = 20;
    private static final int BUFFER = 1 << 20;

    private final Path folder;
    private final long most;
    private final Clock clock;
    /** Stands for the state of originals that do not say when they were changed: their copies serve this object alone. */
    private final String unsaid = UUID.randomUUID().toString();

    /**
     * Nothing is touched before a copy is asked for.
     *
     * @param most the bytes that copies take together, apart from those that are being made
     */
    public VideoCache(Path folder, long most) {
        this(folder, most, Clock.systemUTC());
    }

    VideoCache(Path folder, long most, Clock clock) {
        this.folder = folder;
        this.most = most;
        this.clock = clock;
    }

    /**
     * Where the system properties {@code videoaction.videos} and {@code videoaction.videos.gb} say, else the environment
     * variables {@code VIDEOACTION_VIDEOS} and {@code VIDEOACTION_VIDEOS_GB}; else 20 GB below the user's home.
     *
     * @throws IllegalArgumentException when the gigabytes are no positive number
     */
    public static VideoCache ofEnvironment() {
        return of(System::getProperty, System::getenv);
    }

    static VideoCache of(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        Environment set = new Environment(properties, environment);
        return new VideoCache(set.setting(FOLDER).map(FilePath::of).orElseGet(() -> set.cache(FOLDER)),
            set.setting(GIGABYTES).map(VideoCache::gigabytes).orElse(USUAL_GIGABYTES) * GIGABYTE);
    }

    private static long gigabytes(String text) {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException(
                "The gigabytes for copies of videos, VIDEOACTION_VIDEOS_GB, are a whole number "
                    + "from 1 on, not " + text + ".");
        }
        return Long.parseLong(text);
    }

    /** The same in another folder. */
    public VideoCache in(Path other) {
        return new VideoCache(other, most, clock);
    }

    /**
     * The copy of a video as it is now. One that is copied by somebody else at the moment is waited for.
     *
     * @param name tells the video from those of all other places
     * @param original its path in a file system of any kind
     * @param whileCopying called again and again with the bytes that are there, from the thread that asks; may throw to give up
     * @throws IOException when the original cannot be read, is too large, or the copy cannot be written
     * @throws CancellationException when the thread was interrupted
     */
    public Path copy(String name, Path original, LongConsumer whileCopying) throws IOException {
        try {
            BasicFileAttributes state = Files.readAttributes(original, BasicFileAttributes.class);
            Path copy = place(name, original, state);
            if (isThere(copy)) {
                return copy;
            }
            Files.createDirectories(copy.getParent(), ownersAlone());
            try (FolderLock lock = FolderLock.whenFree(copy.getParent(), () -> whileCopying.accept(0))) {
                if (!isThere(copy)) {
                    makeRoom(state.size());
                    fetch(original, state.size(), copy, whileCopying);
                    isThere(copy);
                }
                return copy;
            }
        } catch (ClosedByInterruptException e) {
            throw (CancellationException) new CancellationException("copying was canceled").initCause(e);
        }
    }

    /** One of sixteen folders, in each of which one video is copied at a time. */
    private Path place(String name, Path original, BasicFileAttributes state) {
        long changed = state.lastModifiedTime().toMillis();
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(name);
        fingerprint.add(state.size() + " " + (changed > 0 ? changed : unsaid));
        String text = fingerprint.text();
        String file = String.valueOf(original.getFileName());
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return folder.resolve(text.substring(0, 1)).resolve(text.substring(1)
            + (ending.length() < file.length() && ending.matches("[A-Za-z0-9]{1,10}") ? "." + ending : ""));
    }

    /** Who may read the originals is not known here. */
    private FileAttribute<?>[] ownersAlone() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
            : new FileAttribute<?>[0];
    }

    /** Says also that it is used now. */
    private boolean isThere(Path copy) throws IOException {
        try {
            Files.setLastModifiedTime(copy, FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void fetch(Path original, long size, Path copy, LongConsumer whileCopying) throws IOException {
        try {
            WholeFile.write(copy, out -> {
                long copied = transfer(original, out, whileCopying);
                if (copied < size) {
                    throw broken(new IOException("of " + size + " bytes " + copied + " came"));
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Of the original: the copy is not to blame. */
    private static UncheckedIOException broken(IOException problem) {
        return new UncheckedIOException(problem);
    }

    private static long transfer(Path original, OutputStream out, LongConsumer whileCopying) throws IOException {
        long copied = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(original)) {
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                if (Thread.interrupted()) {
                    throw new CancellationException("copying was canceled");
                }
                out.write(buffer, 0, count);
                copied += count;
                whileCopying.accept(copied);
            }
        }
        return copied;
    }

    private static InputStream open(Path original) {
        try {
            return Files.newInputStream(original);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void makeRoom(long size) throws IOException {
        if (size > most) {
            throw new IOException("has " + size + " bytes, more than the " + most + " that copies of videos may take; "
                + "VIDEOACTION_VIDEOS_GB gives them more");
        }
        List<Kept> all = kept();
        long taken = all.stream().mapToLong(Kept::size).sum();
        for (Kept oldest : all) {
            // where a system lets nobody delete what is being read it stays
            if (taken + size > most && oldest.isSpare(clock.instant()) && oldest.file().delete()) {
                taken -= oldest.size();
            }
        }
    }

    /** A file of the cache. */
    private record Kept(File file, long size, Instant used) {

        /** What is being written now is not. */
        boolean isSpare(Instant now) {
            return !WholeFile.isBeingWritten(file.getName(), used, now);
        }
    }

    /** From the one that was not used for the longest time on; others may be at work here, too. */
    private List<Kept> kept() {
        List<Kept> all = new ArrayList<>();
        for (File shelf : files(folder.toFile())) {
            for (File file : files(shelf)) {
                if (file.isFile() && !file.toPath().equals(FolderLock.file(shelf.toPath()))) {
                    all.add(new Kept(file, file.length(), Instant.ofEpochMilli(file.lastModified())));
                }
            }
        }
        all.sort(Comparator.comparing(Kept::used));
        return all;
    }

    private static File[] files(File folder) {
        return Objects.requireNonNullElse(folder.listFiles(), new File[0]);
    }
}
