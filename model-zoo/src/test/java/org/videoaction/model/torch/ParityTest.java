package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Networks held, layer by layer, against what PySlowFast and MMAction2 compute from the same numbers. */
class ParityTest {

    /** How far a result may be off: distances of the reference's own float32 from its float64 run, times its scale. */
    private static final double NOISE_FACTOR = 20;
    /** The distance that stands in where none is recorded. */
    private static final double UNKNOWN_NOISE = 2e-6;

    /** PySlowFast's logits of SLOWFAST_4x16_R50 with width 16, crop 64, seed 1. */
    private static final float[] LOGITS = {-0.2738277f, 4.963513f, -1.50756f, -1.380257f, -1.356301f, 4.637497f,
        0.2903565f, 3.758487f, -2.55117f, -0.7894288f, -0.498791f, 1.525205f, 2.422667f, 2.200851f, 0.6568301f, 3.150141f,
        0.5339804f, -1.059836f, 2.714444f, -0.5630997f};

    @Test
    void theLogitsOfASmallNetworkArePySlowFasts() {
        SlowFast slowFast = SlowFast.plain(50, 8, 8, 16, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 20);
        ParityCase parity = new ParityCase(slowFast, PySlowFastNames::of, Map.of("output", "head.fc"), false);
        float[] found = outputs(parity, 1, null, 1, 3, 32, 64, 64).get("head.fc");
        assertThat(found).containsExactly(LOGITS, offset(2e-5f));
    }

    @TestFactory
    List<DynamicTest> everyEvaluationCaseHolds() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : Golden.parityCases()) {
            JsonNode meta = new ObjectMapper().readTree(Golden.plain(folder.resolve("meta.json")).toFile());
            if (meta.get("mode").asText().equals("eval")) {
                tests.add(DynamicTest.dynamicTest(meta.get("name").asText(), () -> holds(folder, meta)));
            }
        }
        return tests;
    }

    private static void holds(Path folder, JsonNode meta) throws IOException {
        ParityCase parity = ParityCase.of(meta);
        assertThat(parity.architecture().network().parameterCount()).as("parameters")
            .isEqualTo(meta.get("num_params").asLong());
        long[] shape = shape(meta.get("input_check"));
        Map<String, float[]> outputs = outputs(parity, meta.get("seed").asLong(), boxes(meta), shape);
        check(folder, meta.get("intermediates"), parity, outputs);
        check(folder, meta.get("outputs"), parity, outputs);
    }

    private static Map<String, float[]> outputs(ParityCase parity, long seed, float[] boxes, long... shape) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : parity.architecture().network().parameters()) {
            values.put(parameter.name(), parity.values(parameter, seed));
        }
        int size = 1;
        for (long side : shape) {
            size *= side;
        }
        float[] clip = GoldenNumbers.stream("input", seed, size);
        try (TorchNetwork network = new TorchNetwork(parity.architecture().network(), Preprocessing.KINETICS,
            new Weights(values))) {
            return network.outputs(Set.copyOf(ours(parity)), clip, boxes, shape);
        }
    }

    private static List<String> ours(ParityCase parity) {
        return parity.layers().values().stream().filter(layer -> !layer.equals(ParityCase.NOT_OURS)).distinct().toList();
    }

    /** Rows of the clip's place in the batch and its corners; none where a case has no boxes. */
    private static float[] boxes(JsonNode meta) {
        if (!meta.has("boxes")) {
            return null;
        }
        List<JsonNode> values = new ArrayList<>();
        meta.get("boxes").forEach(box -> box.forEach(values::add));
        float[] boxes = new float[values.size()];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = values.get(i).floatValue();
        }
        return boxes;
    }

    private static void check(Path folder, JsonNode results, ParityCase parity, Map<String, float[]> outputs)
        throws IOException {
        for (Map.Entry<String, JsonNode> result : results.properties()) {
            String layer = parity.layers().get(result.getKey());
            assertThat(layer).as("the layer that is called %s", result.getKey()).isNotNull();
            if (layer.equals(ParityCase.NOT_OURS)) {
                continue;
            }
            assertThat(outputs).as("layers of the network").containsKey(layer);
            JsonNode expected = result.getValue();
            float[] values = numpy(Golden.plain(folder.resolve(expected.get("file").asText())));
            float[] own = parity.result(outputs.get(layer), result.getKey());
            float[] found = sampled(averaged(own, expected.get("shape"), result.getKey()), values.length);
            assertClose(result.getKey(), found, values, tolerance(expected, values));
        }
    }

    /** The mean probabilities of several views, where the reference gives those of the video. */
    private static float[] averaged(float[] scores, JsonNode shape, String name) {
        if (!name.equals("output") || shape.get(0).asInt() * shape.get(1).asInt() == scores.length) {
            return scores;
        }
        float[] mean = new float[shape.get(1).asInt()];
        int views = scores.length / mean.length;
        for (int view = 0; view < views; view++) {
            double sum = 0;
            for (int i = 0; i < mean.length; i++) {
                sum += Math.exp(scores[view * mean.length + i]);
            }
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (float) (Math.exp(scores[view * mean.length + i]) / sum / views);
            }
        }
        return mean;
    }

    private static double tolerance(JsonNode expected, float[] values) {
        double largest = 1;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        JsonNode noise = expected.path("max_abs_diff_vs_float64_run");
        return NOISE_FACTOR * (noise.isNumber() ? noise.asDouble() : UNKNOWN_NOISE) * largest;
    }

    /** The elements at floor(k n / m), as the reference keeps of large results; all of a small one. */
    private static float[] sampled(float[] all, int count) {
        float[] kept = new float[count];
        for (int k = 0; k < count; k++) {
            kept[k] = all[(int) ((long) k * all.length / count)];
        }
        return kept;
    }

    private static void assertClose(String name, float[] found, float[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).as("%s, value %d of %d", name, i, expected.length)
                .isCloseTo(expected[i], offset(tolerance));
        }
    }

    private static long[] shape(JsonNode input) {
        long[] shape = new long[input.get("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = input.get("shape").get(i).asLong();
        }
        return shape;
    }

    /** The values of a C-ordered float32 .npy file of version 1. */
    private static float[] numpy(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = 10 + bytes.getShort(8);
        float[] values = new float[(bytes.capacity() - header) / Float.BYTES];
        bytes.position(header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
