package org.videoaction.model.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip whose entries are not compressed, as torch writes it. */
public final class WrittenZip {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    public WrittenZip with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** What {@code torch.save} makes of tensors: a pickle and their storages. */
    public static WrittenZip torch(byte[] pickle, byte[]... storages) {
        WrittenZip zip = new WrittenZip().with("archive/data.pkl", pickle);
        for (int i = 0; i < storages.length; i++) {
            zip.with("archive/data/" + i, storages[i]);
        }
        return zip.with("archive/version", new byte[] {'3', '\n'});
    }

    public Map<String, byte[]> entries() {
        return entries;
    }

    public byte[] stored() {
        return bytes(ZipEntry.STORED);
    }

    public byte[] deflated() {
        return bytes(ZipEntry.DEFLATED);
    }

    private byte[] bytes(int method) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 sum = new CRC32();
                    sum.update(content.getValue());
                    entry.setSize(content.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
