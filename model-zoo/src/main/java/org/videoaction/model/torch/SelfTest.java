package org.videoaction.model.torch;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

/**
 * What came of three small steps of training on the same clips.
 *
 * <p>The classifier starts with zeros, so all classes are as probable and the first loss is the logarithm of their number,
 * whatever the rest of the network computes. The first step moves the classifier, the second every layer, so that the third
 * loss has been through all that training computes.
 *
 * @param losses of the steps
 * @param difference the largest between the losses and what they should be: the logarithm of the number of classes at
 *     first, and those of the CPU
 */
public record SelfTest(List<Double> losses, double difference, double seconds) {

    /** GPUs add in another order, and may multiply numbers of 19 bits. */
    private static final double LARGEST_DIFFERENCE = 0.02;
    private static final int STEPS = 3;
    private static final int CLASSES = 4;
    private static final int CLIPS = 4;
    private static final long[] SHAPE = {CLIPS, 3, 8, 32, 32};

    /** Whether the device computes what it should, and learns. */
    public boolean passed() {
        return difference <= LARGEST_DIFFERENCE && losses.get(STEPS - 1) < losses.get(0);
    }

    static SelfTest ofCpu() {
        return on(Device.cpu(), List.of(Math.log(CLASSES)));
    }

    /** @param cpu what the CPU gave */
    static SelfTest onGpu(int number, SelfTest cpu) {
        return on(Device.gpu(number), cpu.losses());
    }

    private static SelfTest on(Device device, List<Double> expected) {
        long start = System.nanoTime();
        Network network = ModelZoo.entry("slowfast-8x8-r50").architecture(8, CLASSES).network();
        List<Double> losses = new ArrayList<>();
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, weights(network), device);
            TorchLearning learning = torch.learning(LearningRules.plain(Sgd.PYSLOWFAST))) {
            for (int step = 0; step < STEPS; step++) {
                losses.add((double) learning.step(clips(), SHAPE, new Targets.Classes(0, 1, 2, 3), CLIPS, 0.05,
                    new Random(1)).loss());
            }
        }
        double difference = 0;
        for (int step = 0; step < expected.size(); step++) {
            difference = Math.max(difference, Math.abs(losses.get(step) - expected.get(step)));
        }
        return new SelfTest(losses, difference, (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private static Weights weights(Network network) {
        Map<String, float[]> values = new HashMap<>(Weights.initial(network, 1).values());
        values.replaceAll((name, weights) -> name.startsWith("head.") ? new float[weights.length] : weights);
        return new Weights(values);
    }

    /** Each clip has a grey of its own, so that there is something to learn. */
    private static ByteBuffer clips() {
        int clip = (int) (SHAPE[1] * SHAPE[2] * SHAPE[3] * SHAPE[4]);
        ByteBuffer clips = ByteBuffer.allocateDirect(CLIPS * clip);
        Random noise = new Random(2);
        for (int i = 0; i < clips.capacity(); i++) {
            clips.put(i, (byte) (40 + 50 * (i / clip) + noise.nextInt(20)));
        }
        return clips;
    }
}
