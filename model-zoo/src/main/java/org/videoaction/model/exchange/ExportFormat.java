package org.videoaction.model.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.videoaction.data.Progress;
import org.videoaction.data.WholeFile;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** The files that a model can be written to. */
public enum ExportFormat {

    /** The project's own: a zip of {@code model.json} and {@code weights.safetensors}. */
    MODEL("zip", ModelFile::write),
    /** Open Neural Network Exchange, operator set 17, without batch normalisations. */
    ONNX("onnx", OnnxFile::write),
    /** What Python's {@code torch.jit.load} opens. */
    TORCHSCRIPT("pt", TorchScriptFile::write),
    /** Weights by PySlowFast's names, or for CSN by MMAction2's; what Python's {@code torch.load} opens. */
    CHECKPOINT("pth", TorchCheckpoint::write);

    private final String extension;
    private final Writer writer;

    ExportFormat(String extension, Writer writer) {
        this.extension = extension;
        this.writer = writer;
    }

    /** Puts out the content of a file. */
    @FunctionalInterface
    private interface Writer {
        void write(VideoModel model, OutputStream out) throws IOException;
    }

    /** How names of such files end, without the dot. */
    public String extension() {
        return extension;
    }

    /** @throws IllegalArgumentException when the model is a file of another program, which only a model file takes in */
    private void checkTakes(VideoModel model) {
        if (model.isForeign() && this != MODEL) {
            throw new IllegalArgumentException(((ForeignNetwork) model.architecture()).refusal()
                + " Write it as a model file, or copy the file that it was read from.");
        }
    }

    /**
     * Puts out the file's content.
     *
     * @throws IllegalArgumentException when the model is a file of another program, which only a model file takes in
     */
    public void write(VideoModel model, OutputStream out) throws IOException {
        checkTakes(model);
        writer.write(model, out);
    }

    /**
     * Writes the model. The file is there when it is whole, and nothing is left when writing fails or is cancelled; a file
     * of that name is replaced.
     */
    public void write(VideoModel model, Path file, Progress progress) throws IOException {
        checkTakes(model);
        long expected = model.program().map(program -> (long) program.content().length)
            .orElseGet(() -> model.architecture().network().parameters().stream().mapToLong(Parameter::size).sum()
                * Float.BYTES);
        WholeFile.write(file, out -> {
            WatchedStream watched = new WatchedStream(out, expected, progress);
            writer.write(model, watched);
            watched.flush();
        });
    }
}
