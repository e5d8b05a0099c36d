package org.videoaction.model.engine;

import java.util.List;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScriptProgram;

/** A TorchScript program, run by libtorch. It does not say what it takes; several tensors may have to be one list. */
final class ScriptNetwork implements TensorNetwork {

    private final ScriptProgram program;
    private boolean asList;

    ScriptNetwork(byte[] content, ScoringDevice device) {
        this.program = new ScriptProgram(content, device);
    }

    @Override
    public List<Port> inputs() {
        return List.of();
    }

    @Override
    public List<Port> outputs() {
        return List.of();
    }

    @Override
    public List<NDTensor> run(List<NDTensor> inputs) {
        try {
            return program.run(inputs, asList);
        } catch (IllegalArgumentException e) {
            try {
                List<NDTensor> results = program.run(inputs, !asList);
                asList = !asList;
                return results;
            } catch (IllegalArgumentException other) {
                e.addSuppressed(other);
                throw e;
            }
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
