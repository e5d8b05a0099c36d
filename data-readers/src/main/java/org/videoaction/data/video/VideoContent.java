package org.videoaction.data.video;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.videoaction.data.Fingerprint;

/**
 * What a video's file, or its folder of frames, holds, as far as little reading tells: two that differ here differ, and one
 * that was not changed since either is the same. Where the time alone differs, as of a copy, {@link #whole} tells.
 *
 * @param size bytes
 * @param changed when that content came to its place, in nanoseconds since 1970: on Unix the last change of any kind, elsewhere
 *     that of the bytes; {@link #UNKNOWN} of what is no file
 * @param parts the fingerprint of the first, middle and last block of a file; of the names and sizes of frames, and of the
 *     blocks of the first, middle and last one
 */
public record VideoContent(long size, long changed, String parts) {

    /** Of the changes of what is no file. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private static final int BLOCK = 1 << 16;
    private static final String UNIX = "unix";

    /** @throws IOException when there is no file and no folder with files, or it cannot be read */
    public static VideoContent of(Path video) throws IOException {
        List<Path> files = files(video);
        Fingerprint parts = new Fingerprint();
        long size = 0;
        long changed = Long.MIN_VALUE;
        for (Path file : files) {
            long bytes = Files.size(file);
            parts.add(video.relativize(file) + " " + bytes);
            size += bytes;
            FileTime time = (FileTime) Files.getAttribute(file, knowsUnix(file) ? "unix:ctime" : "lastModifiedTime");
            changed = Math.max(changed, time.to(TimeUnit.NANOSECONDS));
        }
        for (int place : new TreeSet<>(List.of(0, files.size() / 2, files.size() - 1))) {
            addBlocks(files.get(place), parts);
        }
        return new VideoContent(size, changed, parts.text());
    }

    /**
     * The fingerprint of every byte.
     *
     * @param whileReading called again and again; what it throws ends the reading
     * @throws IOException when it cannot be read
     */
    public static String whole(Path video, Runnable whileReading) throws IOException {
        Fingerprint all = new Fingerprint();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (Path file : files(video)) {
            all.add(video.relativize(file) + " " + Files.size(file));
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
                for (int read = bytes.read(block.array()); read > 0; read = bytes.read(block.array())) {
                    whileReading.run();
                    all.add(block.position(0).limit(read));
                }
            }
        }
        return all.text();
    }

    /** Whether it can be shown to have been there before: files that are moved or copied keep their time but on Unix. */
    public boolean isOlderThan(Path file) throws IOException {
        return knowsUnix(file) && changed < Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }

    private static boolean knowsUnix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains(UNIX);
    }

    /** Nothing else is opened: reading a pipe would wait for ever. */
    private static List<Path> files(Path video) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(video)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(video, file -> Files.isRegularFile(file)
                && !Files.isHidden(file))) {
                all.forEach(files::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            files.sort(null);
        } else if (Files.isRegularFile(video)) {
            files.add(video);
        }
        if (files.isEmpty()) {
            throw new NoSuchFileException(video.toString());
        }
        return files;
    }

    private static void addBlocks(Path file, Fingerprint parts) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long last = Math.max(0, bytes.length() - BLOCK);
            for (long place : new TreeSet<>(List.of(0L, last / 2, last))) {
                byte[] block = new byte[(int) Math.min(BLOCK, bytes.length() - place)];
                bytes.seek(place);
                bytes.readFully(block);
                parts.add(ByteBuffer.wrap(block));
            }
        }
    }
}
