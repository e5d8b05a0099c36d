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
import org.videoaction.model.network.Labels;
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
            scores[0].length).with(head, scores[0].length).network(), Preprocessing.KINETICS, rules).text();
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

    @Test
    void smoothingAndWeightsOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss(1, List.of()))
            .withMessageContaining("from 0 to below 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss(0.1, List.of()).expression(Labels.SEVERAL))
            .withMessageContaining("one class each");
        assertThatIllegalArgumentException().isThrownBy(() -> Loss.PLAIN.weighted(List.of(1.0, -1.0)))
            .withMessageContaining("not negative");
    }
}
