package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.Weights;

/** Gradients of a thin detection network whose batch normalisation is frozen, so that each box has its own. */
class DetectionLearningTest {

    private static final int CLASSES = 3;
    private static final Network NETWORK = new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 4, NonLocal.NONE,
        Head.detection(Regions.PYSLOWFAST), 0, CLASSES).network();
    private static final int CLIPS = 4;
    private static final float[] PIXELS = TestNetworks.clips(CLIPS, 2, 64);
    /** Two boxes, none, one and three. */
    private static final Boxes BOXES = new Boxes(List.of(new float[] {0, 0, 30, 40, 20, 10, 64, 64}, new float[0],
        new float[] {5, 5, 25, 60}, new float[] {0, 0, 64, 64, 32, 0, 64, 32, 8, 8, 24, 24}));
    private static final Targets TARGETS = new Targets.ClassSets(new boolean[][] {{true, false, false}, {true, true, false},
        {false, false, false}, {false, true, true}, {true, true, true}, {false, false, true}});

    /** What came of a step. */
    private record Outcome(double loss, float[][] scores, Map<String, float[]> gradients) {}

    private static Outcome outcome(Weights weights, Precision precision, Examples examples, int part) {
        LearningRules rules = new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, new Tuning(0, true, 1), precision);
        try (TorchNetwork network = new TorchNetwork(NETWORK, Preprocessing.KINETICS, weights);
            TorchLearning learning = network.learning(rules)) {
            TorchLearning.Step step = learning.gradients(examples, part, new SplittableRandom(1));
            return new Outcome(step.loss(), step.scores(), learning.gradients());
        }
    }

    private static Examples examples() {
        return new Examples(new Clips.Normalised(PIXELS, CLIPS, 3, 2, 64, 64), Optional.of(BOXES), TARGETS);
    }

    private static Outcome outcome(Precision precision, int part) {
        return outcome(TestNetworks.weights(NETWORK), precision, examples(), part);
    }

    @Test
    void theLossIsTheMeanBinaryCrossEntropyOverAllBoxesAndClasses() {
        Outcome outcome = outcome(Precision.FP32, CLIPS);
        double[] bias = new double[CLASSES];
        for (int box = 0; box < TARGETS.size(); box++) {
            for (int c = 0; c < CLASSES; c++) {
                double p = 1 / (1 + Math.exp(-outcome.scores()[box][c]));
                double target = TARGETS.holds(box, c) ? 1 : 0;
                bias[c] += (p - target) / (TARGETS.size() * CLASSES);
            }
        }
        assertThat(outcome.loss()).isCloseTo(crossEntropy(outcome.scores()), within(1e-5));
        float[] gradient = outcome.gradients().get("head.fc.bias");
        for (int c = 0; c < CLASSES; c++) {
            assertThat((double) gradient[c]).isCloseTo(bias[c], within(1e-6));
        }
    }

    private static double crossEntropy(float[][] scores) {
        double sum = 0;
        for (int box = 0; box < TARGETS.size(); box++) {
            for (int c = 0; c < CLASSES; c++) {
                double p = 1 / (1 + Math.exp(-scores[box][c]));
                sum -= TARGETS.holds(box, c) ? Math.log(p) : Math.log(1 - p);
            }
        }
        return sum / (TARGETS.size() * CLASSES);
    }

    @Test
    void theScoresOfABoxAreThoseOfThePredictingNetwork() {
        Outcome outcome = outcome(Precision.FP32, CLIPS);
        try (TorchNetwork network = new TorchNetwork(NETWORK, Preprocessing.KINETICS, TestNetworks.weights(NETWORK))) {
            float[] scores = network.outputs(Set.of("head.fc"), PIXELS, BOXES.values(), CLIPS, 3, 2, 64, 64)
                .get("head.fc");
            for (int i = 0; i < scores.length; i++) {
                assertThat(outcome.scores()[i / CLASSES][i % CLASSES]).isCloseTo(scores[i], within(1e-4f));
            }
        }
    }

    @Test
    void aBatchInPartsHasTheSameGradientsThoughItsClipsHaveDifferentlyManyBoxes() {
        Outcome whole = outcome(Precision.FP32, CLIPS);
        for (int part : new int[] {1, 2, 3}) {
            Outcome parts = outcome(Precision.FP32, part);
            assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-5));
            assertThat(parts.scores()).hasDimensions(TARGETS.size(), CLASSES);
            whole.gradients().forEach((name, expected) -> assertClose(name, parts.gradients().get(name), expected, 1e-4));
        }
    }

    /** Along the gradient of a tensor the loss rises by the gradient's length. */
    @Test
    void gradientsOfTheBackboneAreTheSlopeOfTheLoss() {
        Map<String, float[]> gradients = outcome(Precision.FP32, CLIPS).gradients();
        for (String name : List.of("slow.res5.0.a.conv.weight", "slow.res4.1.b.conv.weight", "head.fc.weight")) {
            double length = 0;
            for (float value : gradients.get(name)) {
                length += value * value;
            }
            length = Math.sqrt(length);
            double step = 2e-3;
            double slope = (lossAlong(name, gradients.get(name), step / length)
                - lossAlong(name, gradients.get(name), -step / length)) / (2 * step);
            assertThat(slope).as(name).isCloseTo(length, within(0.03 * length));
        }
    }

    private static double lossAlong(String name, float[] gradient, double times) {
        Map<String, float[]> values = new HashMap<>(TestNetworks.weights(NETWORK).values());
        float[] changed = values.get(name).clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] += (float) (times * gradient[i]);
        }
        values.put(name, changed);
        // in 64 bits, which differences of losses need
        return crossEntropy(outcome(new Weights(values), Precision.FP32, examples(), CLIPS).scores());
    }

    @Test
    void inBfloat16HeadAndRegionsStayIn32Bits() {
        Outcome exact = outcome(Precision.FP32, CLIPS);
        Outcome rounded = outcome(Precision.BF16, CLIPS);
        assertThat(rounded.loss()).isCloseTo(exact.loss(), within(0.03 * exact.loss()));
        assertThat(rounded.gradients().get("head.fc.weight")).isNotEqualTo(exact.gradients().get("head.fc.weight"));
    }

    @Test
    void clipsWithoutBoxesMoveNothing() {
        Examples empty = new Examples(new Clips.Normalised(PIXELS, CLIPS, 3, 2, 64, 64),
            Optional.of(new Boxes(List.of(new float[0], new float[0], new float[0], new float[0]))),
            new Targets.ClassSets(new boolean[0][]));
        Outcome outcome = outcome(TestNetworks.weights(NETWORK), Precision.FP32, empty, 2);
        assertThat(outcome.loss()).isZero();
        outcome.gradients().forEach((name, gradient) -> assertThat(gradient).as(name).containsOnly(0));
    }

    /** @param tolerance relative to the largest value */
    private static void assertClose(String name, float[] found, float[] expected, double tolerance) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).as("%s, value %d", name, i)
                .isCloseTo(expected[i], within(tolerance * Math.max(largest, 1e-6)));
        }
    }
}
