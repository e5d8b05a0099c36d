package org.videoaction.model.format;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The zip that torch's files are: one folder, its entries not compressed. */
public final class TorchArchiveWriter {

    /** The first that a zip can name. */
    private static final LocalDateTime DAY_ZERO = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final String folder;

    /** @param folder the name of the folder, which torch ignores */
    public TorchArchiveWriter(OutputStream out, String folder) {
        this.zip = new ZipOutputStream(out);
        this.folder = folder + "/";
    }

    /** The content of an entry, which is asked for twice: the zip wants its sum before it. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    public void store(String name, byte[] content) throws IOException {
        store(name, content.length, out -> out.write(content));
    }

    /** @param size the number of bytes */
    public void store(String name, long size, Content content) throws IOException {
        CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        content.write(sum);
        ZipEntry entry = new ZipEntry(folder + name);
        // the same model gives the same file
        entry.setTimeLocal(DAY_ZERO);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(sum.getChecksum().getValue());
        zip.putNextEntry(entry);
        content.write(zip);
        zip.closeEntry();
    }

    /** Completes the zip; the stream below stays open. */
    public void finish() throws IOException {
        zip.finish();
    }
}
