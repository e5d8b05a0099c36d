package org.videoaction.model.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;

/** A network whose script gives probabilities and features, batch by batch. */
abstract class ScriptedNetwork implements RunningNetwork {

    final ScriptModule module;
    /** Of what lives as long as the network. */
    final NDManager manager;

    ScriptedNetwork(ScriptModule module) {
        this.module = module;
        this.manager = module.manager().newSubManager();
    }

    /** Probabilities, then features. */
    abstract NDList run(NDManager step, ByteBuffer clips, float[] boxes, long[] shape);

    @Override
    public float[][] predict(ByteBuffer clips, float[] boxes, long... shape) {
        return score(clips, boxes, shape).probabilities();
    }

    @Override
    public ScoringNetwork.Scored score(ByteBuffer clips, long... shape) {
        return score(clips, null, shape);
    }

    private ScoringNetwork.Scored score(ByteBuffer clips, float[] boxes, long[] shape) {
        try (NDManager step = manager.newSubManager()) {
            NDList results = run(step, clips, boxes, shape);
            return new ScoringNetwork.Scored(TorchNetwork.rows(results.get(0)), TorchNetwork.rows(results.get(1)));
        } catch (EngineException e) {
            throw TooLittleMemory.of(e);
        }
    }

    @Override
    public void close() {
        manager.close();
        module.close();
    }
}
