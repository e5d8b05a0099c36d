package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.golden.Golden;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Preprocessing;

class LossTest {

    private static final Path METRICS = Golden.file("metrics.json");
    private static final float[][] SCORES = {{1, -0.5f, 2}, {0.25f, 0, -1}};

    private static double loss(Loss loss, float[][] scores, Targets targets) {
        return loss(loss, Head.AVERAGE, scores, targets);
    }

    private static double loss(Loss loss, Head head, float[][] scores, Targets targets) {
        LearningRules rules = new LearningRules(Sgd.PYSLOWFAST, loss, Tuning.EVERYTHING, Precision.FP32);
        String text = new LearningScript(new ChannelSeparated(ChannelSeparated.Interaction.REDUCED, 50, 4, 1e-3, 0,
            scores[0].length).with(head, scores[0].length).network(), Preprocessing.KINETICS, rules, false).text();
        try (ScriptModule script = new ScriptModule(text, Device.cpu());
            NDManager manager = script.manager().newSubManager()) {
            return script.run(manager, "loss", new NDList(manager.create(scores), targets.array(manager)), false).get(0)
                .getFloat();
        }
    }

    private static double crossEntropy(float[] scores, int label) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score);
        }
        return Math.log(sum) - scores[label];
    }

    @TestFactory
    @EnabledIf("metricsAreThere")
    List<DynamicTest> smoothedCrossEntropyIsMmactions() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode item : new ObjectMapper().readTree(METRICS.toFile()).get("loss")) {
            tests.add(DynamicTest.dynamicTest(item.get("note").asText(), () -> isMmactions(item)));
        }
        return tests;
    }

    private static void isMmactions(JsonNode item) {
        float[][] scores = new ObjectMapper().convertValue(item.get("scores"), float[][].class);
        int[] labels = new ObjectMapper().convertValue(item.get("labels"), int[].class);
        Loss loss = new Loss(item.get("label_smooth_eps").asDouble(), List.of());
        assertThat(loss(loss, scores, new Targets.Classes(labels)))
            .isCloseTo(item.get("cross_entropy").asDouble(), within(1e-6));
    }

    static boolean metricsAreThere() {
        return Files.isRegularFile(METRICS);
    }

    @Test
    void smoothingSpreadsAShareOverAllClasses() {
        double expected = 0;
        for (int clip = 0; clip < 2; clip++) {
            for (int label = 0; label < 3; label++) {
                double target = (label == clip ? 0.7 : 0) + 0.3 / 3;
                expected += target * crossEntropy(SCORES[clip], label) / 2;
            }
        }
        assertThat(loss(new Loss(0.3, List.of()), SCORES, new Targets.Classes(0, 1)))
            .isCloseTo(expected, within(1e-6));
    }

    @Test
    void classWeightsAreAWeightedMeanOverTheClips() {
        double expected = (3 * crossEntropy(SCORES[0], 2) + 0.5 * crossEntropy(SCORES[1], 0)) / 3.5;
        assertThat(loss(Loss.PLAIN.weighted(List.of(0.5, 1.0, 3.0)), SCORES, new Targets.Classes(2, 0)))
            .isCloseTo(expected, within(1e-6));
    }

    @Test
    void severalLabelsAreAMeanOverClipsAndClasses() {
        boolean[][] targets = {{true, false, true}, {false, false, false}};
        double expected = 0;
        for (int clip = 0; clip < 2; clip++) {
            for (int label = 0; label < 3; label++) {
                double p = 1 / (1 + Math.exp(-SCORES[clip][label]));
                expected -= Math.log(targets[clip][label] ? p : 1 - p) / 6;
            }
        }
        assertThat(loss(Loss.PLAIN, Head.MULTI_LABEL, SCORES, new Targets.ClassSets(targets))).isCloseTo(expected,
            within(1e-6));
    }

    private static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    @Test
    void mixedClassesAreAMeanOfTheLossesOfBothByTheirShares() {
        double first = 0.75 * crossEntropy(SCORES[0], 2) + 0.25 * crossEntropy(SCORES[0], 0);
        double second = 0.75 * crossEntropy(SCORES[1], 0) + 0.25 * crossEntropy(SCORES[1], 2);
        Targets mixed = new Targets.Classes(2, 0).mixed(0.75, 3);
        assertThat(loss(Loss.PLAIN, SCORES, mixed)).isCloseTo((first + second) / 2, within(1e-6));
        double focal = (Math.pow(1 - Math.exp(-first), 2) * first + Math.pow(1 - Math.exp(-second), 2) * second) / 2;
        assertThat(loss(new Loss(0, List.of(), new Loss.Focal(2, null)), SCORES, mixed)).isCloseTo(focal, within(1e-6));
    }

    @Test
    void classesOfMixedClipsWeighByTheirShares() {
        double first = 3 * 0.75 * crossEntropy(SCORES[0], 2) + 0.5 * 0.25 * crossEntropy(SCORES[0], 0);
        double second = 0.5 * 0.75 * crossEntropy(SCORES[1], 0) + 3 * 0.25 * crossEntropy(SCORES[1], 2);
        assertThat(loss(Loss.PLAIN.weighted(List.of(0.5, 1.0, 3.0)), SCORES, new Targets.Classes(2, 0).mixed(0.75, 3)))
            .isCloseTo((first + second) / 2, within(1e-6));
    }

    /** Of a class that holds by a share. */
    private static double binary(double score, double share) {
        return -share * Math.log(sigmoid(score)) - (1 - share) * Math.log(sigmoid(-score));
    }

    /** Yes becomes 0.9 yes and 0.1 no with a smoothing of 0.2. */
    @Test
    void smoothingOfSeveralLabelsSpreadsAShareOverYesAndNo() {
        boolean[][] targets = {{true, false, true}, {false, false, false}};
        double expected = 0;
        for (int clip = 0; clip < 2; clip++) {
            for (int label = 0; label < 3; label++) {
                expected += binary(SCORES[clip][label], targets[clip][label] ? 0.9 : 0.1) / 6;
            }
        }
        assertThat(loss(new Loss(0.2, List.of()), Head.MULTI_LABEL, SCORES, new Targets.ClassSets(targets)))
            .isCloseTo(expected, within(1e-6));
    }

    @Test
    void focalLossLeavesOutWhatIsPredictedWell() {
        double first = crossEntropy(SCORES[0], 2);
        double second = crossEntropy(SCORES[1], 0);
        double expected = (Math.pow(1 - Math.exp(-first), 2) * first + Math.pow(1 - Math.exp(-second), 2) * second) / 2;
        Loss loss = new Loss(0, List.of(), new Loss.Focal(2, null));
        assertThat(loss(loss, SCORES, new Targets.Classes(2, 0))).isCloseTo(expected, within(1e-6));
        assertThat(loss(new Loss(0, List.of(), new Loss.Focal(0, null)), SCORES, new Targets.Classes(2, 0)))
            .isCloseTo((first + second) / 2, within(1e-6));
        assertThat(new Targets.Classes(2, 0).mass(loss.weighted(List.of(0.5, 1.0, 3.0)))).isEqualTo(2);
    }

    @Test
    void focalLossOfOneClassTakesClassWeightsAsFactors() {
        double first = crossEntropy(SCORES[0], 2);
        double second = crossEntropy(SCORES[1], 0);
        double expected = (3 * (1 - Math.exp(-first)) * first + 0.5 * (1 - Math.exp(-second)) * second) / 2;
        assertThat(loss(new Loss(0, List.of(0.5, 1.0, 3.0), new Loss.Focal(1, null)), SCORES, new Targets.Classes(2, 0)))
            .isCloseTo(expected, within(1e-6));
    }

    /** FL(p) = -alpha_t (1 - p_t) ^ gamma log(p_t), of every class by its own sigmoid. */
    @Test
    void focalLossOfSeveralLabelsIsThePapers() {
        boolean[][] targets = {{true, false, true}, {false, false, false}};
        double expected = 0;
        for (int clip = 0; clip < 2; clip++) {
            for (int label = 0; label < 3; label++) {
                double right = sigmoid(targets[clip][label] ? SCORES[clip][label] : -SCORES[clip][label]);
                expected -= (targets[clip][label] ? 0.25 : 0.75) * Math.pow(1 - right, 1.5) * Math.log(right) / 6;
            }
        }
        assertThat(loss(new Loss(0, List.of(), new Loss.Focal(1.5, 0.25)), Head.MULTI_LABEL, SCORES,
            new Targets.ClassSets(targets))).isCloseTo(expected, within(1e-6));
    }

    @Test
    void smoothingAndWeightsOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss(1, List.of()))
            .withMessageContaining("from 0 to below 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss.Focal(-1, null))
            .withMessageContaining("gamma").withMessageContaining("-1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss.Focal(2, 1.0))
            .withMessageContaining("alpha").withMessageContaining("between 0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Loss.PLAIN.weighted(List.of(1.0, -1.0)))
            .withMessageContaining("not negative");
    }
}
