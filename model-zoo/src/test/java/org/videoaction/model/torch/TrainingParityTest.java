package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.model.exchange.PySlowFastNames;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

/** Two steps of training held against the original code's own optimisers on the same numbers, batch 4. */
class TrainingParityTest {

    private static final Path CASES = Path.of(System.getProperty("golden"), "parity");
    private static final int BATCH = 4;

    /** The losses of both steps and the weights after each. */
    private record Trained(double[] losses, Weights[] weights) {
    }

    @Test
    void theLossesOfTwoStepsArePySlowFasts() {
        // SLOWFAST_4x16_R50, width 16, seed 2, Nesterov momentum, decay but for batch normalisation, rate 0.1
        SlowFast slowFast = SlowFast.plain(50, 8, 8, 16, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 20);
        ParityCase parity = new ParityCase(slowFast, PySlowFastNames::of, Map.of(), false);
        double[] losses = train(parity, Sgd.PYSLOWFAST, 0.1, 2, new long[] {20, 21},
            new int[][] {{3, 11, 7, 19}, {0, 5, 11, 2}}, 32).losses();
        assertThat(losses[0]).isCloseTo(3.9829678535461426, withPercentage(0.0005));
        // the first step blows the random network up, and with it the error
        assertThat(losses[1]).isCloseTo(337.7891845703125, withPercentage(0.01));
    }

    @TestFactory
    List<DynamicTest> everyTensorMovesAsInTheOriginalCode() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        if (Files.isDirectory(CASES)) {
            try (Stream<Path> folders = Files.list(CASES)) {
                for (Path folder : folders.sorted().toList()) {
                    JsonNode meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
                    if (meta.get("mode").asText().equals("train")) {
                        tests.add(DynamicTest.dynamicTest(meta.get("name").asText(), () -> holds(meta)));
                    }
                }
            }
        }
        return tests;
    }

    private static void holds(JsonNode meta) {
        Assumptions.assumeFalse(meta.get("config").asText().contains("frozen"), "batch normalisation cannot be frozen yet");
        ParityCase parity = ParityCase.of(meta);
        Sgd sgd = meta.get("codebase").asText().equals("PySlowFast") ? Sgd.PYSLOWFAST : Sgd.MMACTION2;
        Trained trained = train(parity, sgd, meta.get("lr").asDouble(), meta.get("seed").asLong(),
            new long[] {meta.get("input_seeds").get(0).asLong(), meta.get("input_seeds").get(1).asLong()},
            new int[][] {labels(meta, 0), labels(meta, 1)}, frames(meta));
        assertThat(trained.losses()[0]).as("first loss").isCloseTo(meta.get("loss").get(0).asDouble(), withPercentage(0.001));
        assertThat(trained.losses()[1]).as("second loss").isCloseTo(meta.get("loss").get(1).asDouble(), withPercentage(0.02));
        for (Parameter parameter : parity.architecture().network().parameters()) {
            String name = parity.names().apply(parameter.name());
            if (parameter.role().learned()) {
                assertSum(name, trained.weights()[0].of(parameter), meta.get("param_sums_after_step1").get(name), 5e-6);
                assertSum(name, trained.weights()[1].of(parameter), meta.get("param_sums_after_step2").get(name), 1e-4);
            } else {
                assertSum(name, trained.weights()[1].of(parameter), meta.get("bn_sums_after_step2").get(name), 1e-4);
            }
        }
    }

    private static int[] labels(JsonNode meta, int step) {
        int[] labels = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = meta.get("labels").get(step).get(i).asInt();
        }
        return labels;
    }

    private static int frames(JsonNode meta) {
        String config = meta.get("config").asText();
        return config.contains("csn") ? 16 : config.contains("SLOW_8x8") ? 8 : 32;
    }

    private static Trained train(ParityCase parity, Sgd sgd, double rate, long seed, long[] inputSeeds, int[][] labels,
        int frames) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : parity.architecture().network().parameters()) {
            values.put(parameter.name(), parity.dampedValues(parameter, seed));
        }
        Trained trained = new Trained(new double[2], new Weights[2]);
        try (TorchNetwork network = new TorchNetwork(parity.architecture().network(), Preprocessing.KINETICS,
                new Weights(values));
            TorchLearning learning = network.learning(sgd)) {
            for (int step = 0; step < 2; step++) {
                float[] clips = GoldenNumbers.stream("input", inputSeeds[step], BATCH * 3 * frames * 64 * 64);
                trained.losses()[step] = learning.step(clips, new long[] {BATCH, 3, frames, 64, 64}, labels[step], rate,
                    new SplittableRandom(0)).loss();
                trained.weights()[step] = network.weights();
            }
        }
        return trained;
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
