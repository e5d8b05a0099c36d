package org.videoaction.model.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.format.NumberType;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.TooLittleMemory;

/** A network that is given tensors and gives tensors, whoever wrote it. For one thread at a time. */
public interface TensorNetwork extends AutoCloseable {

    /** A side that may have any length. */
    long ANY = -1;

    /**
     * A tensor that a network takes or gives.
     *
     * @param shape {@link #ANY} for sides that are open
     */
    record Port(String name, NumberType type, List<Long> shape) {

        public Port {
            shape = List.copyOf(shape);
        }

        /** For people, for example "clip: float32 ? x 3 x 16 x 224 x 224". */
        public String title() {
            return name + ": " + type.title() + " " + (shape.isEmpty() ? "number" : shape.stream()
                .map(side -> side < 0 ? "?" : side.toString()).collect(Collectors.joining(" x ")));
        }
    }

    /**
     * Opens an ONNX file with ONNX Runtime, or a TorchScript file with libtorch, on the CPU.
     *
     * @throws IOException when it is neither, is damaged, or has something that cannot be computed here; the message names
     *     the file and says what
     * @throws LinkageError when there is no such engine for this computer
     */
    static TensorNetwork open(Path file) throws IOException {
        try {
            return open(NetworkProgram.read(file), ScoringDevice.CPU);
        } catch (IllegalArgumentException e) {
            throw new IOException("The network in " + file + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Opens a network that is in memory.
     *
     * @param device for TorchScript; ONNX Runtime computes on the CPU
     * @throws IllegalArgumentException when it cannot be computed here; the message says why
     */
    static TensorNetwork open(NetworkProgram program, ScoringDevice device) {
        return switch (program.kind()) {
            case ONNX -> new OnnxNetwork(program.content());
            case TORCHSCRIPT -> new ScriptNetwork(program.content(), device);
        };
    }

    /** What it takes, in order; nothing where the file does not say, as TorchScript's do not. */
    List<Port> inputs();

    /** What it gives, in order; nothing where the file does not say, as TorchScript's do not. */
    List<Port> outputs();

    /**
     * Runs it.
     *
     * @param inputs in the order of {@link #inputs}; floats and bytes are turned into what the network takes
     * @return tensors that are the caller's
     * @throws IllegalArgumentException when it does not take these; the message says why
     * @throws TooLittleMemory when memory is too small for these; fewer may be computed
     */
    List<NDTensor> run(List<NDTensor> inputs);

    @Override
    void close();
}
