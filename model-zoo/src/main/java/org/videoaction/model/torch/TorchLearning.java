package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.videoaction.model.network.Layer.Dropout;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;

/** A network that learns: its gradients, its velocities and the rule by which they move the weights. */
public final class TorchLearning implements AutoCloseable {

    private final TorchNetwork network;
    private final Sgd sgd;
    private final NDManager manager;
    private final List<NDArray> gradients = new ArrayList<>();
    private final List<Group> groups;
    private final List<Dropout> dropouts;

    /** Weights that decay alike. */
    private record Group(double decay, List<NDArray> weights, List<NDArray> gradients, List<NDArray> velocities) {

        Group(double decay) {
            this(decay, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * The outcome of one step.
     *
     * @param loss the mean over the batch
     * @param scores N x classes, before the step
     */
    public record Step(float loss, float[][] scores) {
    }

    TorchLearning(TorchNetwork network, Sgd sgd) {
        this.network = network;
        this.sgd = sgd;
        this.manager = network.manager().newSubManager();
        this.groups = List.of(new Group(sgd.weightDecay()), new Group(sgd.decayBatchNorm() ? sgd.weightDecay() : 0));
        this.dropouts = network.network().nodes().stream().map(Node::layer).filter(Dropout.class::isInstance)
            .map(Dropout.class::cast).toList();
        List<Parameter> parameters = network.network().parameters().stream().filter(p -> p.role().learned()).toList();
        for (int i = 0; i < parameters.size(); i++) {
            NDArray weight = network.learned().get(i);
            NDArray gradient = manager.zeros(weight.getShape());
            gradient.setName("g[]");
            gradients.add(gradient);
            Group group = groups.get(parameters.get(i).role().ofBatchNorm() ? 1 : 0);
            group.weights().add(weight);
            group.gradients().add(gradient);
            group.velocities().add(manager.zeros(weight.getShape()));
        }
    }

    /**
     * One step of training: forward, backward, update.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param labels N class indices
     * @param rate the learning rate
     * @param random draws what dropout leaves out
     */
    public Step step(ByteBuffer clips, long[] shape, int[] labels, double rate, RandomGenerator random) {
        try (NDManager step = manager.newSubManager()) {
            return step(step, step.create(clips, new Shape(shape), DataType.UINT8), labels, rate, random);
        }
    }

    /** A step on clips that are normalised already. */
    Step step(float[] clips, long[] shape, int[] labels, double rate, RandomGenerator random) {
        try (NDManager step = manager.newSubManager()) {
            return step(step, step.create(clips, new Shape(shape)), labels, rate, random);
        }
    }

    private Step step(NDManager step, NDArray clips, int[] labels, double rate, RandomGenerator random) {
        NDList inputs = new NDList(clips, step.create(Arrays.stream(labels).asLongStream().toArray()));
        inputs.addAll(network.learned());
        inputs.addAll(network.kept());
        inputs.addAll(gradients);
        for (Dropout dropout : dropouts) {
            inputs.add(mask(step, dropout, labels.length, random));
        }
        NDList results = recorded(() -> network.module().run(step, "learn", inputs, true));
        Step outcome = new Step(results.get(0).getFloat(), TorchModule.rows(results.get(1)));
        update(rate);
        return outcome;
    }

    /** Gradients are recorded where the calling thread asks for it; DJL leaves that switched off. */
    private static NDList recorded(Supplier<NDList> computation) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private static NDArray mask(NDManager step, Dropout dropout, int batch, RandomGenerator random) {
        float[] mask = new float[batch * dropout.channels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < dropout.rate() ? 0 : (float) (1 / (1 - dropout.rate()));
        }
        NDArray array = step.create(mask, new Shape(batch, dropout.channels()));
        array.setName("masks[]");
        return array;
    }

    private void update(double rate) {
        if (sgd.largestNorm() < Double.POSITIVE_INFINITY) {
            network.module().run("shorten", TorchModule.list(gradients), IValue.from(sgd.largestNorm()));
        }
        for (Group group : groups) {
            network.module().run("update", TorchModule.list(group.weights()), TorchModule.list(group.gradients()),
                TorchModule.list(group.velocities()), IValue.from(rate), IValue.from(sgd.momentum()),
                IValue.from(group.decay()), IValue.from(sgd.nesterov()));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
