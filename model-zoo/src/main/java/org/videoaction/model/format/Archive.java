package org.videoaction.model.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip from somewhere: what its directory says is checked before anything is read, and nothing is unpacked to a file. */
public final class Archive implements Closeable {

    /** Weights hardly shrink; what grows more than this when it is unpacked is made to fill the memory. */
    private static final long MAX_INFLATION = 16;
    private static final long SMALL = 1 << 20;

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    /**
     * @throws EOFException when it has no end, as what was cut off, and what is no zip
     * @throws IOException when its directory cannot be true
     */
    public Archive(Path file) throws IOException {
        zip = opened(file);
        try {
            long size = Files.size(file);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                check(entry, size);
            }
        } catch (IOException e) {
            zip.close();
            throw e;
        } catch (IllegalArgumentException e) {
            zip.close();
            throw new IOException("the zip's directory is damaged", e);
        }
    }

    private static ZipFile opened(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw String.valueOf(e.getMessage()).contains("END header not found")
                ? (IOException) new EOFException("its end is missing (" + e.getMessage() + ")").initCause(e)
                : new IOException("the zip is damaged (" + e.getMessage() + ")", e);
        }
    }

    private void check(ZipEntry entry, long fileSize) throws IOException {
        String name = entry.getName();
        if (List.of(name.split("[/\\\\]")).contains("..") || name.startsWith("/")) {
            throw new IOException("its entry " + name + " would lie outside of it");
        }
        if (entries.put(name, entry) != null) {
            throw new IOException("it has two entries " + name);
        }
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (entry.getCompressedSize() > fileSize || stored && entry.getSize() != entry.getCompressedSize()) {
            throw new IOException("its entry " + name + " is said to have " + entry.getSize() + " bytes, which the file of "
                + fileSize + " bytes does not hold");
        }
        if (entry.getSize() > SMALL && entry.getSize() > MAX_INFLATION * entry.getCompressedSize()) {
            throw new IOException("its entry " + name + " of " + entry.getCompressedSize() + " bytes would become "
                + entry.getSize() + " bytes when unpacked: that is no weights. Repack the file without compression");
        }
    }

    /** The names of the entries, in the order of the directory. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** The unpacked size of an entry in bytes, -1 when there is none of that name. */
    public long size(String name) {
        ZipEntry entry = entries.get(name);
        return entry == null ? -1 : entry.getSize();
    }

    /**
     * All of an entry.
     *
     * @throws IOException when there is none of that name, or its checksum is wrong
     */
    public ByteBuffer read(String name) throws IOException {
        return read(name, false);
    }

    /** As {@link #read}, of a zip that torch wrote: where it is told to save the time its checksums are 0. */
    ByteBuffer readOfTorch(String name) throws IOException {
        return read(name, true);
    }

    private ByteBuffer read(String name, boolean mayLackSum) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IOException("it lacks the entry " + name);
        }
        if (entry.getSize() > Integer.MAX_VALUE - 8) {
            throw new IOException("its entry " + name + " has more than 2 GB");
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        int read;
        try (InputStream in = zip.getInputStream(entry)) {
            read = in.readNBytes(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            throw new IOException("its entry " + name + " is damaged", e);
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        boolean summed = !mayLackSum || entry.getCrc() != 0;
        if (read < bytes.length || summed && sum.getValue() != entry.getCrc()) {
            throw new IOException("its entry " + name + " is damaged: its content is not what its checksum says");
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
