package org.videoaction.model.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.videoaction.data.WrongFile;
import org.videoaction.model.format.OnnxProgram;
import org.videoaction.model.format.TorchProgram;

/**
 * A network as its file holds it, of whoever wrote it.
 *
 * @param content all of it; nothing outside belongs to it
 * @param producer the program that wrote it, empty where it does not say
 * @param operatorSet the version of ONNX's operators, 0 where it does not say
 */
public record NetworkProgram(Kind kind, byte[] content, String producer, long operatorSet) {

    /** What a file is. */
    public enum Kind {
        ONNX("ONNX", "network.onnx"),
        TORCHSCRIPT("TorchScript", "network.pt");

        private final String title;
        private final String fileName;

        Kind(String title, String fileName) {
            this.title = title;
            this.fileName = fileName;
        }

        /** What it is called inside of a model file. */
        public String fileName() {
            return fileName;
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

    /** A network that we wrote. */
    public NetworkProgram(Kind kind, byte[] content) {
        this(kind, content, "", 0);
    }

    /** Whether a file is a whole network that does not say which one of ours it is. */
    public static boolean isForeign(Path file) {
        try {
            Optional<Kind> kind = Kind.of(file);
            return kind.isPresent()
                && !(kind.get() == Kind.ONNX ? OnnxProgram.saysItsNetwork(file) : TorchProgram.saysItsNetwork(file));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A file's content as another file has it.
     *
     * @throws IOException when it could not be read from a file of its own; the message says why
     */
    public static NetworkProgram of(Kind kind, byte[] content) throws IOException {
        Path alone = Files.createTempFile("network", null);
        try {
            Files.write(alone, content);
            return whole(kind, alone);
        } finally {
            Files.delete(alone);
        }
    }

    private static NetworkProgram whole(Kind kind, Path file) throws IOException {
        if (kind == Kind.TORCHSCRIPT) {
            return new NetworkProgram(kind, TorchProgram.read(file));
        }
        OnnxProgram onnx = OnnxProgram.read(file);
        return new NetworkProgram(kind, onnx.content(), onnx.producer(), onnx.operatorSets().getOrDefault("", 0L));
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
            return whole(kind, file);
        } catch (IOException e) {
            throw new IOException("The network in " + file + " cannot be used: " + e.getMessage() + ".", e);
        }
    }
}
