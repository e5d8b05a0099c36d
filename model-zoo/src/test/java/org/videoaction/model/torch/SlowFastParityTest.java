package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

/** Holds the network against what PySlowFast computes from the same numbers (SLOWFAST_4x16_R50, width 16, crop 64). */
class SlowFastParityTest {

    private static final Path CASE = Path.of(System.getProperty("golden"), "parity", "psf_slowfast_4x16_r50_w16");
    private static final long SEED = 1;
    private static final long[] CLIP = {1, 3, 32, 64, 64};
    /** 20 times the distance of PySlowFast's float32 from its float64 run, 9.2e-7. */
    private static final float TOLERANCE = 20 * 9.2e-7f;

    /** PySlowFast's logits. */
    private static final float[] LOGITS = {
        -0.2738277f, 4.963513f, -1.50756f, -1.380257f, -1.356301f, 4.637497f, 0.2903565f, 3.758487f, -2.55117f,
        -0.7894288f, -0.498791f, 1.525205f, 2.422667f, 2.200851f, 0.6568301f, 3.150141f, 0.5339804f,
        -1.059836f, 2.714444f, -0.5630997f};

    private static Map<String, float[]> outputs() {
        SlowFast slowFast = new SlowFast(50, 8, 8, 16, 5, true, FrameRule.LINSPACE, 0, 20);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : slowFast.network().parameters()) {
            values.put(parameter.name(),
                GoldenNumbers.parameter(PySlowFastNames.of(parameter.name()), parameter, SEED));
        }
        float[] clip = GoldenNumbers.stream("input", SEED, 3 * 32 * 64 * 64);
        try (TorchNetwork network = new TorchNetwork(slowFast.network(), Preprocessing.KINETICS, new Weights(values))) {
            return network.outputs(clip, CLIP);
        }
    }

    @Test
    void theLogitsArePySlowFasts() {
        assertClose("head.fc", outputs().get("head.fc"), LOGITS, TOLERANCE);
    }

    @Test
    @EnabledIf("caseIsThere")
    void everyStageOfBothPathwaysIsPySlowFasts() throws IOException {
        Map<String, float[]> outputs = outputs();
        Map<String, String> layers = new LinkedHashMap<>();
        layers.put("slow.stem.pool", "s1.p0");
        layers.put("fast.stem.pool", "s1.p1");
        layers.put("lateral.stem.relu", "s1_fuse.relu");
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 2; stage <= 5; stage++) {
            int last = blocks[stage - 2] - 1;
            layers.put("slow.res" + stage + "." + last + ".relu", "s" + stage + ".p0");
            layers.put("fast.res" + stage + "." + last + ".relu", "s" + stage + ".p1");
            if (stage < 5) {
                layers.put("lateral.res" + stage + ".relu", "s" + stage + "_fuse.relu");
            }
        }
        layers.put("head.fc", "output");
        for (Map.Entry<String, String> layer : layers.entrySet()) {
            float[] expected = numpy(CASE.resolve(layer.getValue() + ".npy"));
            // intermediates reach 10 to 20 times the size of the logits' error scale
            assertClose(layer.getKey(), outputs.get(layer.getKey()), expected, 1e-5f);
        }
    }

    static boolean caseIsThere() {
        return Files.isDirectory(CASE);
    }

    private static void assertClose(String layer, float[] found, float[] expected, float tolerance) {
        assertThat(found).as(layer).hasSameSizeAs(expected);
        float scale = 1;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("%s, value %d", layer, i)
                .isCloseTo(expected[i], offset(tolerance * scale));
        }
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
