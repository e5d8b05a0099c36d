package org.videoaction.model.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.videoaction.data.WrongFile;
import org.videoaction.model.format.OnnxProgram;
import org.videoaction.model.format.TorchProgram;

/**
 * A network as its file holds it, of whoever wrote it.
 *
 * @param content all of it; nothing outside belongs to it
 */
public record NetworkProgram(Kind kind, byte[] content) {

    /** What a file is. */
    public enum Kind {
        ONNX("ONNX"),
        TORCHSCRIPT("TorchScript");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** For people. */
        public String title() {
            return title;
        }

        /** What a file is by its content, nothing where it is neither. */
        public static Optional<Kind> of(Path file) throws IOException {
            return TorchProgram.isOne(file) ? Optional.of(TORCHSCRIPT)
                : OnnxProgram.begins(file) ? Optional.of(ONNX) : Optional.empty();
        }
    }

    /**
     * Reads a file, an ONNX one with those beside it in which its tensors lie. Nothing in it is run.
     *
     * @throws IOException when it is neither, is damaged, or has what is not read; the message names it and says what
     */
    public static NetworkProgram read(Path file) throws IOException {
        WrongFile.checkThere(file);
        try {
            Kind kind = Kind.of(file).orElseThrow(
                () -> new IOException("it is neither an ONNX nor a TorchScript file; those are written by torch.onnx.export "
                    + "and torch.jit.save"));
            return new NetworkProgram(kind,
                kind == Kind.ONNX ? OnnxProgram.read(file).content() : TorchProgram.read(file));
        } catch (IOException e) {
            throw new IOException("The network in " + file + " cannot be used: " + e.getMessage() + ".", e);
        }
    }
}
