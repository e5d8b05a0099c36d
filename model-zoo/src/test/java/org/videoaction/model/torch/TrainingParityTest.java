package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.golden.Golden;
import org.videoaction.model.exchange.PySlowFastNames;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

/** Two steps of training held against the original code's own optimisers on the same numbers, batch 4. */
class TrainingParityTest {

    private static final int BATCH = 4;
    /** How far a value may be off: distances of the reference's own float32 from its float64 run. */
    private static final double NOISE_FACTOR = 20;
    /** The rounding of one 32-bit operation, times the tensor's largest value, where less noise than that was recorded. */
    private static final double ROUNDING = 0x1p-23;

    /** What two steps left behind. */
    private record Trained(List<float[]> logits, double[] losses, Map<String, float[]> gradients, Weights[] weights) {}

    @Test
    void theLossesOfTwoStepsArePySlowFasts() {
        // SLOWFAST_4x16_R50, width 16, seed 2, Nesterov momentum, decay but for batch normalisation, rate 0.1
        SlowFast slowFast = SlowFast.plain(50, 8, 8, 16, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 20);
        ParityCase parity = new ParityCase(slowFast, PySlowFastNames::of, Map.of(), false);
        double[] losses = train(parity, LearningRules.plain(Sgd.PYSLOWFAST), 0.1, 2, new long[] {20, 21},
            new int[][] {{3, 11, 7, 19}, {0, 5, 11, 2}}, 32).losses();
        assertThat(losses[0]).isCloseTo(3.9829678535461426, withPercentage(0.0005));
        // the first step blows the random network up, and with it the error
        assertThat(losses[1]).isCloseTo(337.7891845703125, withPercentage(0.01));
    }

    @TestFactory
    List<DynamicTest> everyTensorMovesAsInTheOriginalCode() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : Golden.parityCases()) {
            JsonNode meta = new ObjectMapper().readTree(Golden.plain(folder.resolve("meta.json")).toFile());
            if (meta.get("mode").asText().equals("train")) {
                tests.add(DynamicTest.dynamicTest(meta.get("name").asText(), () -> holds(folder, meta)));
            }
        }
        return tests;
    }

    private static void holds(Path folder, JsonNode meta) throws IOException {
        ParityCase parity = ParityCase.of(meta);
        Trained trained = train(parity, rules(meta), meta.get("lr").asDouble(), meta.get("seed").asLong(),
            new long[] {meta.get("input_seeds").get(0).asLong(), meta.get("input_seeds").get(1).asLong()},
            new int[][] {labels(meta, 0), labels(meta, 1)}, frames(meta));
        Map<String, Parameter> parameters = parity.architecture().network().parameters().stream()
            .collect(Collectors.toMap(parameter -> parity.names().apply(parameter.name()), parameter -> parameter));
        JsonNode noise = meta.get("float32_vs_float64");

        logitsHold(folder, meta, trained);
        tensors(folder, "grads_step1").forEach((name, expected) -> assertClose(name, noise.get("grads").get(name),
            trained.gradients().get(parameters.get(name).name()), parity.ordered(expected, parameters.get(name))));
        for (int step = 1; step <= 2; step++) {
            Weights weights = trained.weights()[step - 1];
            JsonNode expectedNoise = noise.get("params" + step);
            tensors(folder, "params_after_step" + step).forEach((name, expected) -> assertClose(name,
                expectedNoise.get(name), weights.of(parameters.get(name)), parity.ordered(expected, parameters.get(name))));
        }
        tensors(folder, "bn_buffers_after_forward1").forEach((name, expected) -> assertClose(name, noise.get("bn"),
            trained.weights()[0].of(parameters.get(name)), expected));
        sumsHold(meta, parity, trained);
    }

    /** The recorded noise of the losses, relative to their size, is that of the logits they come from. */
    private static void logitsHold(Path folder, JsonNode meta, Trained trained) throws IOException {
        Map<String, float[]> logits = tensors(folder, "logits");
        for (int step = 0; step < 2; step++) {
            float[] expected = logits.get("logits_step" + (step + 1));
            double scale = largest(expected);
            double loss = meta.get("loss_float64").get(step).asDouble();
            double noise = Math.abs(meta.get("loss").get(step).asDouble() - loss) / loss;
            assertClose("logits of step " + (step + 1), trained.logits().get(step), expected,
                NOISE_FACTOR * Math.max(noise, ROUNDING) * scale);
            assertThat(trained.losses()[step]).as("loss of step " + (step + 1))
                .isCloseTo(loss, offset(NOISE_FACTOR * Math.max(noise, ROUNDING) * loss));
        }
    }

    private static void sumsHold(JsonNode meta, ParityCase parity, Trained trained) {
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

    private static LearningRules rules(JsonNode meta) {
        Sgd sgd = meta.get("codebase").asText().equals("PySlowFast") || meta.has("weight_decay") ? Sgd.PYSLOWFAST
            : Sgd.MMACTION2;
        if (meta.has("weight_decay")) {
            sgd = new Sgd(sgd.momentum(), sgd.nesterov(), meta.get("weight_decay").asDouble(), sgd.decayBatchNorm(),
                sgd.largestNorm());
        }
        assertThat(sgd.largestNorm()).isEqualTo(meta.get("clip_grad_norm").asDouble(Double.POSITIVE_INFINITY));
        boolean frozen = meta.get("config").asText().contains("bn_frozen=True");
        return new LearningRules(sgd, Loss.PLAIN, new Tuning(0, frozen, 1), Precision.FP32);
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
        if (meta.has("input_shape")) {
            return meta.get("input_shape").get(2).asInt();
        }
        return config.contains("csn") ? 16 : config.contains("SLOW_8x8") ? 8 : 32;
    }

    private static Trained train(ParityCase parity, LearningRules rules, double rate, long seed, long[] inputSeeds,
        int[][] labels, int frames) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : parity.architecture().network().parameters()) {
            values.put(parameter.name(), parity.dampedValues(parameter, seed));
        }
        Trained trained = new Trained(new ArrayList<>(), new double[2], new LinkedHashMap<>(), new Weights[2]);
        try (TorchNetwork network = new TorchNetwork(parity.architecture().network(), Preprocessing.KINETICS,
            new Weights(values));
            TorchLearning learning = network.learning(rules)) {
            for (int step = 0; step < 2; step++) {
                float[] clips = GoldenNumbers.stream("input", inputSeeds[step], BATCH * 3 * frames * 64 * 64);
                TorchLearning.Step outcome = learning.gradients(new Clips.Normalised(clips, BATCH, 3, frames, 64, 64),
                    new Targets.Classes(labels[step]), BATCH, new SplittableRandom(0));
                learning.shorten();
                if (step == 0) {
                    trained.gradients().putAll(learning.gradients());
                }
                // gradients that are short enough stay as they are
                learning.move(rate);
                trained.losses()[step] = outcome.loss();
                trained.logits().add(flat(outcome.scores()));
                trained.weights()[step] = network.weights();
            }
        }
        return trained;
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
        }
        return flat;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void assertClose(String name, JsonNode noise, float[] found, float[] expected) {
        assertThat(noise).as("recorded noise of %s", name).isNotNull();
        assertClose(name, found, expected,
            Math.max(NOISE_FACTOR * noise.get("max_abs").asDouble(), ROUNDING * largest(expected)));
    }

    private static void assertClose(String name, float[] found, float[] expected, double tolerance) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).as("%s, value %d of %d", name, i, expected.length)
                .isCloseTo(expected[i], offset(tolerance));
        }
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

    /** The 32-bit tensors of a safetensors file. */
    private static Map<String, float[]> tensors(Path folder, String file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Golden.plain(folder.resolve(file + ".safetensors"))))
            .order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong();
        JsonNode entries = new ObjectMapper()
            .readTree(new String(bytes.array(), Long.BYTES, header, StandardCharsets.UTF_8));
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                JsonNode offsets = entry.getValue().get("data_offsets");
                float[] values = new float[(offsets.get(1).asInt() - offsets.get(0).asInt()) / Float.BYTES];
                bytes.slice(Long.BYTES + header + offsets.get(0).asInt(), values.length * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
                tensors.put(entry.getKey(), values);
            }
        }
        assertThat(tensors).as(file).isNotEmpty();
        return tensors;
    }
}
