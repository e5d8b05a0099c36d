package org.videoaction.model.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.videoaction.model.format.TorchArchiveWriter;

/** A TorchScript file of a module without weights, as {@code torch.jit.save} writes it. */
public final class WrittenScript {

    private WrittenScript() {
    }

    /** @param method the text of {@code forward} */
    public static Path write(Path file, String method) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            TorchArchiveWriter archive = new TorchArchiveWriter(out, "other");
            archive.store("data.pkl", latin("\u0080\u0002c__torch__\nOther\n)\u0081}b."));
            archive.store("constants.pkl", latin("\u0080\u0002)."));
            archive.store("version", latin("3\n"));
            archive.store("code/__torch__.py", latin("class Other(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
                + method.indent(2)));
            archive.finish();
        }
        return file;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
