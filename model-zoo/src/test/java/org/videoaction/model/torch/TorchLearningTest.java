package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

class TorchLearningTest {

    private static final SlowFast ARCHITECTURE = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true),
        FrameRule.LINSPACE, 0, 3);
    private static final Network TINY = ARCHITECTURE.network();
    private static final long[] SHAPE = {8, 3, 8, 32, 32};
    private static final Targets TARGETS = new Targets.Classes(0, 1, 2, 0, 1, 2, 0, 1);
    private static final Tuning FROZEN_NORM = new Tuning(0, true, 1);
    private static final double RATE = 0.05;

    /** Weights before and after two steps, and the loss of the second. */
    private record Outcome(Weights before, Weights after, double loss) {

        float[] moved(String name) {
            float[] moved = after.values().get(name).clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] -= before.values().get(name)[i];
            }
            return moved;
        }

        boolean stays(String name) {
            return Arrays.equals(before.values().get(name), after.values().get(name));
        }
    }

    private static LearningRules rules(Tuning tuning, Precision precision) {
        return new LearningRules(Sgd.MMACTION2, Loss.PLAIN.weighted(List.of(1.0, 2.0, 0.5)), tuning, precision);
    }

    private static float[] clips() {
        Random random = new Random(5);
        float[] clips = new float[8 * 3 * 8 * 32 * 32];
        for (int i = 0; i < clips.length; i++) {
            clips[i] = (float) random.nextGaussian();
        }
        return clips;
    }

    /** Weights whose gammas are all above zero, so that every convolution learns from the first step on. */
    private static Weights weights() {
        Map<String, float[]> values = new LinkedHashMap<>(Weights.initial(TINY, 7).values());
        for (Parameter parameter : TINY.parameters()) {
            if (parameter.role() == Parameter.Role.ZERO_GAMMA) {
                float[] gamma = new float[(int) parameter.size()];
                Arrays.fill(gamma, 0.2f);
                values.put(parameter.name(), gamma);
            }
        }
        return new Weights(values);
    }

    private static Outcome twoSteps(LearningRules rules, int part, int devices) {
        Weights before = weights();
        List<TorchNetwork> networks = new ArrayList<>();
        try {
            for (int device = 0; device < devices; device++) {
                networks.add(new TorchNetwork(TINY, Preprocessing.KINETICS, before));
            }
            try (TorchLearning learning = new TorchLearning(networks, rules)) {
                double loss = 0;
                for (int step = 0; step < 2; step++) {
                    loss = learning.gradients(new Clips.Normalised(clips(), SHAPE), TARGETS, part, new SplittableRandom(1))
                        .loss();
                    learning.move(RATE);
                }
                for (TorchNetwork network : networks) {
                    assertThat(network.weights().values().get("head.fc.weight")).as("weights on every device")
                        .containsExactly(networks.get(0).weights().values().get("head.fc.weight"));
                }
                return new Outcome(before, networks.get(0).weights(), loss);
            }
        } finally {
            networks.forEach(TorchNetwork::close);
        }
    }

    /** The loss with one value of the classifier's bias moved. */
    private static double lossWithBias(Network network, LearningRules rules, Targets targets, int label, double by) {
        Map<String, float[]> values = new LinkedHashMap<>(weights().values());
        float[] bias = values.get("head.fc.bias").clone();
        bias[label] += (float) by;
        values.put("head.fc.bias", bias);
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, new Weights(values));
            TorchLearning learning = torch.learning(rules)) {
            return learning.gradients(new Clips.Normalised(clips(), SHAPE), targets, 8, new SplittableRandom(1)).loss();
        }
    }

    private static void assertSlopes(Head head, Loss loss, Targets targets) {
        Network network = ARCHITECTURE.with(head, 3).network();
        LearningRules rules = new LearningRules(Sgd.MMACTION2, loss, FROZEN_NORM, Precision.FP32);
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, weights());
            TorchLearning learning = torch.learning(rules)) {
            learning.gradients(new Clips.Normalised(clips(), SHAPE), targets, 8, new SplittableRandom(1));
            float[] slopes = learning.gradients().get("head.fc.bias");
            for (int label = 0; label < slopes.length; label++) {
                double up = lossWithBias(network, rules, targets, label, 1e-2);
                double down = lossWithBias(network, rules, targets, label, -1e-2);
                assertThat((double) slopes[label]).as("class %d", label).isCloseTo((up - down) / 2e-2, within(2e-4));
            }
            learning.move(0);
            learning.gradients(new Clips.Normalised(clips(), SHAPE), targets, 3, new SplittableRandom(1));
            float[] inParts = learning.gradients().get("head.fc.bias");
            for (int label = 0; label < slopes.length; label++) {
                assertThat(inParts[label]).as("class %d in parts", label).isCloseTo(slopes[label], within(1e-6f));
            }
        }
    }

    @Test
    void gradientsOfTheLossesAreItsSlopesAlsoInParts() {
        List<Double> weights = List.of(1.0, 2.0, 0.5);
        Targets several = new Targets.ClassSets(
            new boolean[][] {{true, false, true}, {false, false, false}, {true, true, true},
                {false, true, false}, {false, false, true}, {true, false, false}, {false, true, true}, {true, true, false}});
        assertSlopes(Head.AVERAGE, new Loss(0.1, weights, new Loss.Focal(2, null)), TARGETS);
        assertSlopes(Head.AVERAGE, new Loss(0, List.of(), new Loss.Focal(0.5, null)), TARGETS);
        assertSlopes(Head.MULTI_LABEL, new Loss(0.1, weights, new Loss.Focal(2, 0.25)), several);
        assertSlopes(Head.MULTI_LABEL, new Loss(0.2, weights), several);
        assertSlopes(Head.AVERAGE, new Loss(0.1, weights), TARGETS.mixed(0.7, 3));
        assertSlopes(Head.MULTI_LABEL, new Loss(0.1, weights, new Loss.Focal(1.5, 0.25)), several.mixed(0.7, 3));
    }

    private static void assertSameSteps(Outcome found, Outcome expected, double share) {
        for (Parameter parameter : TINY.parameters()) {
            float[] a = found.moved(parameter.name());
            float[] b = expected.moved(parameter.name());
            double largest = 0;
            for (float value : b) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < a.length; i++) {
                assertThat((double) a[i]).as("step of %s, value %d", parameter.name(), i)
                    .isCloseTo(b[i], within(share * largest + 1e-6));
            }
        }
    }

    @Test
    void aBatchInPartsMovesTheWeightsAsInOnePiece() {
        LearningRules rules = rules(FROZEN_NORM, Precision.FP32);
        Outcome whole = twoSteps(rules, 8, 1);
        Outcome parts = twoSteps(rules, 3, 1);
        assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-5));
        assertSameSteps(parts, whole, 1e-3);
    }

    @Test
    void twoDevicesMoveTheWeightsAsOneDoes() {
        LearningRules rules = rules(FROZEN_NORM, Precision.FP32);
        Outcome one = twoSteps(rules, 8, 1);
        Outcome two = twoSteps(rules, 8, 2);
        assertThat(two.loss()).isCloseTo(one.loss(), within(1e-5));
        assertSameSteps(two, one, 1e-3);
        assertSameSteps(twoSteps(rules, 2, 2), one, 1e-3);
    }

    /**
     * Numbers of eight bits' precision through fifty layers keep a gradient's direction and length, not its digits; the
     * statistics of batches that are as small as eight values in res5 add to the noise.
     */
    @Test
    void aStepInBfloat16GoesWhereThatInFloatsGoes() {
        for (Tuning tuning : List.of(FROZEN_NORM, Tuning.EVERYTHING)) {
            Outcome floats = oneStep(rules(tuning, Precision.FP32));
            Outcome bf16 = oneStep(rules(tuning, Precision.BF16));
            assertThat(bf16.loss()).isNotEqualTo(floats.loss()).isCloseTo(floats.loss(), within(0.01 * floats.loss()));
            float[] a = allMoved(bf16);
            float[] b = allMoved(floats);
            assertThat(cosine(a, b)).as("direction, %s", tuning).isGreaterThan(tuning.frozenBatchNorm() ? 0.98 : 0.95);
            assertThat(Math.sqrt(product(a, a) / product(b, b))).as("length, %s", tuning).isCloseTo(1, within(0.05));
        }
    }

    private static float[] allMoved(Outcome outcome) {
        List<float[]> parts = TINY.parameters().stream().filter(parameter -> parameter.role().learned())
            .map(parameter -> outcome.moved(parameter.name())).toList();
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static double cosine(float[] a, float[] b) {
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
    }

    private static double product(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
        }
        return product;
    }

    @Test
    void frozenStagesKeepTheirWeightsAndStatisticsAndTheRestLearns() {
        Outcome outcome = twoSteps(rules(new Tuning(3, false, 1), Precision.FP32), 8, 1);
        TreeSet<String> moved = new TreeSet<>();
        TINY.parameters().stream().map(Parameter::name).filter(name -> !outcome.stays(name))
            .forEach(name -> moved.add(name.replaceAll("^(lateral\\.)?.*?(res\\d|stem|head).*", "$1$2")));
        assertThat(moved).containsExactly("head", "lateral.res4", "res4", "res5");
    }

    @Test
    void theBackboneMovesAtItsShareOfTheRate() {
        Sgd plain = new Sgd(0, false, 0, false, Double.POSITIVE_INFINITY);
        LearningRules full = new LearningRules(plain, Loss.PLAIN, FROZEN_NORM, Precision.FP32);
        LearningRules tenth = new LearningRules(plain, Loss.PLAIN, new Tuning(0, true, 0.1), Precision.FP32);
        float[] fast = oneStep(full).moved("slow.res5.0.a.conv.weight");
        float[] slow = oneStep(tenth).moved("slow.res5.0.a.conv.weight");
        for (int i = 0; i < fast.length; i++) {
            assertThat((double) slow[i]).isCloseTo(fast[i] / 10, within(1e-6));
        }
        assertThat(oneStep(tenth).moved("head.fc.weight")).containsExactly(oneStep(full).moved("head.fc.weight"));
    }

    private static Outcome oneStep(LearningRules rules) {
        try (TorchNetwork network = new TorchNetwork(TINY, Preprocessing.KINETICS, weights());
            TorchLearning learning = network.learning(rules)) {
            double loss = learning.gradients(new Clips.Normalised(clips(), SHAPE), TARGETS, 8, new SplittableRandom(1))
                .loss();
            learning.move(RATE);
            return new Outcome(weights(), network.weights(), loss);
        }
    }

    @Test
    void clipsWithSeveralLabelsAreLearned() {
        boolean[][] rows = new boolean[8][3];
        for (int clip = 0; clip < 8; clip++) {
            rows[clip][clip % 3] = true;
            rows[clip][(clip + clip / 3) % 3] = true;
        }
        LearningRules rules = new LearningRules(Sgd.MMACTION2, Loss.PLAIN, Tuning.EVERYTHING, Precision.FP32);
        Network several = ARCHITECTURE.with(Head.MULTI_LABEL, 3).network();
        try (TorchNetwork network = new TorchNetwork(several, Preprocessing.KINETICS, Weights.initial(several, 7));
            TorchLearning learning = network.learning(rules)) {
            List<Float> losses = new ArrayList<>();
            for (int step = 0; step < 15; step++) {
                losses.add(learning.gradients(new Clips.Normalised(clips(), SHAPE), new Targets.ClassSets(rows), 8,
                    new SplittableRandom(1)).loss());
                learning.move(RATE);
            }
            assertThat(losses.get(14)).isLessThan(losses.get(0) / 2);
        }
    }

    private static List<float[]> gradients(Network network, Precision precision, boolean gpu) {
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, Weights.initial(network, 7));
            Replica replica = Replica.of(torch, rules(Tuning.EVERYTHING, precision), gpu);
            NDManager step = replica.manager().newSubManager()) {
            NDList inputs = new Examples(new Clips.Normalised(clips(), SHAPE), Optional.empty(), TARGETS).part(0, 8)
                .inputs(step);
            inputs.add(step.create(1f));
            inputs.addAll(replica.tensors());
            replica.learn(step, inputs);
            return replica.gradients().stream().map(NDArray::toFloatArray).toList();
        }
    }

    private static double difference(List<float[]> some, List<float[]> others) {
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < some.get(i).length; j++) {
                squares += Math.pow(some.get(i)[j] - others.get(i)[j], 2);
                sum += Math.pow(some.get(i)[j], 2);
            }
        }
        return Math.sqrt(squares / sum);
    }

    @Test
    void theFormsForGpusGiveTheGradientsOfThoseForCpus() {
        Network depthwise = new ChannelSeparated(ChannelSeparated.Interaction.REDUCED, 50, 4, 1e-3, 0, 3).network();
        // whose Fast pathway has eight channels, as those of full width
        Network eight = SlowFast.plain(50, 4, 1, 8, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 3).network();
        for (Network network : List.of(TINY, eight, depthwise)) {
            List<float[]> cpu = gradients(network, Precision.FP32, false);
            assertThat(difference(cpu, gradients(network, Precision.FP32, true))).isLessThan(1e-3);
            assertThat(difference(cpu, gradients(network, Precision.BF16, true))).isLessThan(0.3);
        }
    }

    @Test
    void moreGpusThanThereAreAreRefused() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> TorchNetwork.replicas(TINY, Preprocessing.KINETICS, weights(), 99))
            .withMessageContaining("is to use 99 GPUs").withMessageContaining("Choose the CPU");
    }

    @Test
    void settledStatisticsAreTheMeanOverTheBatches() {
        Node norm = TINY.nodes().stream().filter(node -> node.layer() instanceof Layer.BatchNorm).findFirst().orElseThrow();
        String convolution = TINY.nodes().get(norm.inputs().get(0)).name();
        int channels = norm.parameters().get(2).shape().get(0);
        double[] means = new double[channels];
        double[] variances = new double[channels];
        Weights before = weights();
        try (TorchNetwork network = new TorchNetwork(TINY, Preprocessing.KINETICS, before);
            TorchLearning learning = network.learning(rules(Tuning.EVERYTHING, Precision.FP32))) {
            for (int batch = 1; batch <= 2; batch++) {
                ByteBuffer bytes = bytes(batch);
                learning.settle(bytes, SHAPE, 1.0 / batch);
                float[] values = network.outputs(Set.of(convolution), normalised(bytes), null, SHAPE).get(convolution);
                for (int channel = 0; channel < channels; channel++) {
                    double[] moments = moments(values, channel, channels);
                    means[channel] += moments[0] / 2;
                    variances[channel] += moments[1] / 2;
                }
            }
            Weights after = network.weights();
            for (int channel = 0; channel < channels; channel++) {
                assertThat(after.of(norm.parameters().get(2))[channel]).isCloseTo((float) means[channel], within(1e-4f));
                assertThat(after.of(norm.parameters().get(3))[channel])
                    .isCloseTo((float) variances[channel], withinPercentage(0.1));
            }
            TINY.parameters().stream().filter(parameter -> parameter.role().learned()).forEach(
                parameter -> assertThat(after.of(parameter)).as(parameter.name()).isEqualTo(before.of(parameter)));
        }
    }

    @Test
    void statisticsOfADetectionNetworkSettleWithoutBoxes() {
        Network detecting = ARCHITECTURE.with(Head.detection(Regions.PYSLOWFAST), 3).network();
        Weights before = Weights.initial(detecting, 7);
        try (TorchNetwork network = new TorchNetwork(detecting, Preprocessing.KINETICS, before);
            TorchLearning learning = network.learning(LearningRules.plain(Sgd.PYSLOWFAST))) {
            learning.settle(bytes(1), SHAPE, 1);
            detecting.parameters().stream().filter(parameter -> !parameter.role().learned()).forEach(parameter -> assertThat(
                network.weights().of(parameter)).as(parameter.name()).isNotEqualTo(before.of(parameter)));
        }
    }

    @Test
    void frozenStatisticsDoNotSettle() {
        Weights before = weights();
        try (TorchNetwork network = new TorchNetwork(TINY, Preprocessing.KINETICS, before);
            TorchLearning learning = network.learning(rules(FROZEN_NORM, Precision.FP32))) {
            learning.settle(bytes(1), SHAPE, 1);
            TINY.parameters().forEach(parameter -> assertThat(network.weights().of(parameter)).as(parameter.name())
                .isEqualTo(before.of(parameter)));
        }
    }

    private static ByteBuffer bytes(int seed) {
        byte[] values = new byte[8 * 3 * 8 * 32 * 32];
        new Random(seed).nextBytes(values);
        return ByteBuffer.allocateDirect(values.length).put(values).flip();
    }

    private static float[] normalised(ByteBuffer bytes) {
        float[] values = new float[bytes.capacity()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (((bytes.get(i) & 0xFF) / 255.0 - 0.45) / 0.225);
        }
        return values;
    }

    /** Mean and unbiased variance of a channel of N x C x T x H x W values. */
    private static double[] moments(float[] values, int channel, int channels) {
        int clips = (int) SHAPE[0];
        int positions = values.length / clips / channels;
        double sum = 0;
        double squares = 0;
        for (int clip = 0; clip < clips; clip++) {
            for (int i = 0; i < positions; i++) {
                double value = values[(clip * channels + channel) * positions + i];
                sum += value;
                squares += value * value;
            }
        }
        double count = (double) clips * positions;
        return new double[] {sum / count, (squares - sum * sum / count) / (count - 1)};
    }
}
