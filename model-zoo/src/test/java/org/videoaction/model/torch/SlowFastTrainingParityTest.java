package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

/**
 * Two steps of training held against PySlowFast's own optimiser on the same numbers (SLOWFAST_4x16_R50, width 16, batch
 * 4, Nesterov momentum 0.9, weight decay 1e-4 but for batch normalisation, rate 0.1).
 */
class SlowFastTrainingParityTest {

    private static final Path META =
        Path.of(System.getProperty("golden"), "parity", "train_psf_slowfast_4x16_r50_w16", "meta.json");
    private static final long SEED = 2;
    private static final long[] INPUT_SEEDS = {20, 21};
    private static final int[][] LABELS = {{3, 11, 7, 19}, {0, 5, 11, 2}};
    private static final long[] SHAPE = {4, 3, 32, 64, 64};
    private static final double RATE = 0.1;

    private static final Network NETWORK = SlowFast.plain(50, 8, 8, 16, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 20).network();

    /** The losses of both steps and the weights after each. */
    private record Trained(float[] losses, Weights[] weights) {
    }

    private static Trained train() {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : NETWORK.parameters()) {
            values.put(parameter.name(),
                GoldenNumbers.dampedParameter(PySlowFastNames.of(parameter.name()), parameter, SEED));
        }
        Trained trained = new Trained(new float[2], new Weights[2]);
        try (TorchNetwork network = new TorchNetwork(NETWORK, Preprocessing.KINETICS, new Weights(values));
            TorchLearning learning = network.learning(Sgd.PYSLOWFAST)) {
            for (int step = 0; step < 2; step++) {
                float[] clips = GoldenNumbers.stream("input", INPUT_SEEDS[step], 4 * 3 * 32 * 64 * 64);
                trained.losses()[step] =
                    learning.step(clips, SHAPE, LABELS[step], RATE, new SplittableRandom(0)).loss();
                trained.weights()[step] = network.weights();
            }
        }
        return trained;
    }

    @Test
    void theLossesOfTwoStepsArePySlowFasts() {
        float[] losses = train().losses();
        assertThat(losses[0]).isCloseTo(3.9829678535461426f, withPercentage(0.0005));
        // the first step blows the random network up, and with it the error
        assertThat(losses[1]).isCloseTo(337.7891845703125f, withPercentage(0.01));
    }

    @Test
    @EnabledIf("caseIsThere")
    void everyTensorMovesAsInPySlowFast() throws IOException {
        JsonNode meta = new ObjectMapper().readTree(META.toFile());
        Trained trained = train();
        for (Parameter parameter : NETWORK.parameters()) {
            String name = PySlowFastNames.of(parameter.name());
            if (parameter.role().learned()) {
                assertSum(name, trained.weights()[0].of(parameter), meta.get("param_sums_after_step1").get(name), 2e-6);
                assertSum(name, trained.weights()[1].of(parameter), meta.get("param_sums_after_step2").get(name), 4e-5);
            } else {
                assertSum(name, trained.weights()[1].of(parameter), meta.get("bn_sums_after_step2").get(name), 4e-5);
            }
        }
    }

    static boolean caseIsThere() {
        return Files.isRegularFile(META);
    }

    /** @param tolerance relative to the sum of absolute values */
    private static void assertSum(String name, float[] values, JsonNode expected, double tolerance) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double scale = Math.max(1, expected.get("abs_sum").asDouble());
        assertThat(sum).as(name).isCloseTo(expected.get("sum").asDouble(), offset(tolerance * scale));
    }
}
