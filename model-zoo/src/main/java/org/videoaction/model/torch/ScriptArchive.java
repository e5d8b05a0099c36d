package org.videoaction.model.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.videoaction.model.format.TorchArchiveWriter;

/** The file form in which torch loads a TorchScript module: a zip of its text and the pickle of an object without state. */
final class ScriptArchive {

    /** The pickle of {@code __torch__.Network()} with an empty state. */
    private static final byte[] OBJECT = latin("\u0080\u0002c__torch__\nNetwork\n)\u0081}b.");
    /** The pickle of an empty tuple. */
    private static final byte[] NO_CONSTANTS = latin("\u0080\u0002).");

    private ScriptArchive() {
    }

    static byte[] of(String module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TorchArchiveWriter archive = new TorchArchiveWriter(bytes, "network");
        try {
            archive.store("data.pkl", OBJECT);
            archive.store("constants.pkl", NO_CONSTANTS);
            archive.store("version", latin("3\n"));
            archive.store("code/__torch__.py", module.getBytes(StandardCharsets.UTF_8));
            archive.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
