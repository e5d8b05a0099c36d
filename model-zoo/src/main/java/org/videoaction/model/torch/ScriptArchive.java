package org.videoaction.model.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The file form in which torch loads a TorchScript module: a zip of its text and the pickle of an object without state. */
final class ScriptArchive {

    private static final String FOLDER = "network/";
    /** The pickle of {@code __torch__.Network()} with an empty state. */
    private static final byte[] OBJECT = latin("\u0080\u0002c__torch__\nNetwork\n)\u0081}b.");
    /** The pickle of an empty tuple. */
    private static final byte[] NO_CONSTANTS = latin("\u0080\u0002).");

    private ScriptArchive() {
    }

    static byte[] of(String module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", OBJECT);
            store(zip, "constants.pkl", NO_CONSTANTS);
            store(zip, "version", latin("3\n"));
            store(zip, "code/__torch__.py", module.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Torch reads entries that are not compressed. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
