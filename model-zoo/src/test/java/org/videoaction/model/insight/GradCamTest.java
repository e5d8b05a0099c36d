package org.videoaction.model.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.exchange.PySlowFastNames;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.GoldenNumbers;
import org.videoaction.model.torch.ScoreGradients;
import org.videoaction.model.torch.ScoreGradients.Found;
import org.videoaction.model.torch.ScoreGradients.Result;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.TorchNetwork;

class GradCamTest {

    private static final FrameSize SIZE = new FrameSize(64, 64);
    private static final int SAMPLES = 64;

    /** Sampled values of maps of PySlowFast's formula, and of Grad-CAM++'s, computed by torch from the same weights. */
    @TestFactory
    List<DynamicTest> mapsArePySlowFasts() throws IOException {
        SlowFast slowFast = SlowFast.plain(50, 8, 8, 16, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 20);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : slowFast.network().parameters()) {
            values.put(parameter.name(), GoldenNumbers.parameter(PySlowFastNames.of(parameter.name()), parameter, 1));
        }
        VideoModel model = model(slowFast, new Weights(values), 32);
        List<DynamicTest> tests = new ArrayList<>();
        for (String[] row : table()) {
            tests.add(DynamicTest.dynamicTest(String.join(" ", row[0], row[1], row[5], "class", row[2]), () -> {
                Evidence evidence = explain(model, ActivationRule.valueOf(row[0]), row[1], Integer.parseInt(row[2]),
                    goldenClip(), 32);
                assertThat(evidence.label()).isEqualTo(Integer.parseInt(row[3]));
                assertThat(evidence.probability()).isCloseTo(Double.parseDouble(row[4]), offset(1e-5));
                HeatMap map = evidence.maps().stream().filter(heat -> heat.path().equals(row[5])).findFirst().orElseThrow();
                assertThat(map.values()).hasSize(Integer.parseInt(row[6]));
                for (int k = 0; k < SAMPLES; k++) {
                    assertThat(map.values()[k * map.values().length / SAMPLES]).as("value %d", k)
                        .isCloseTo(Float.parseFloat(row[7 + k]), offset(2e-4f));
                }
            }));
        }
        return tests;
    }

    private static List<String[]> table() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            GradCamTest.class.getResourceAsStream("grad-cam-of-pyslowfast.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    /** The numbers of the reference's input, from -1 to 1, as bytes. */
    private static ByteBuffer goldenClip() {
        float[] numbers = GoldenNumbers.stream("input", 1, 3 * 32 * 64 * 64);
        ByteBuffer clip = ByteBuffer.allocateDirect(numbers.length);
        for (float number : numbers) {
            clip.put((byte) Math.min(255, (int) Math.floor((number + 1.0) * 128)));
        }
        return clip.flip();
    }

    @Test
    void behindAnAveragePoolTheGradientIsTheClassifiersRowOverThePositions() {
        Network network = new Network(List.of(new Node("clip", new Layer.Input(3), List.of()),
            new Node("stem.conv", new Layer.Convolution(3, 2, extent(1, 1), extent(1, 1), extent(0, 0), 1, 1, true),
                List.of(0)),
            new Node("stem.bn", new Layer.BatchNorm(2, 0, 0.1, false), List.of(1)),
            new Node("stem.relu", new Layer.Relu(), List.of(2)),
            new Node("pool", new Layer.AveragePool(), List.of(3)),
            new Node("head.fc", new Layer.Linear(2, 3), List.of(4))), Labels.ONE);
        Weights weights = new Weights(Map.of("stem.conv.weight", new float[] {1, 0, 0, 0, 1, 0}, "stem.conv.bias",
            new float[] {0, 0}, "stem.bn.weight", new float[] {2, 2}, "stem.bn.bias", new float[] {0, 0},
            "stem.bn.running_mean", new float[] {0, 0}, "stem.bn.running_var", new float[] {4, 4},
            "head.fc.weight", new float[] {1, 2, 8, -4, 0, 0}, "head.fc.bias", new float[] {0, 0, 0}));
        // red and green of two frames of one row of two pixels, in fifths of 255
        ByteBuffer clip = ByteBuffer.allocateDirect(12)
            .put(new byte[] {51, 102, 0, (byte) 255, 0, 51, 102, 51, 0, 0, 0, 0}).flip();
        try (ScoreGradients gradients = new ScoreGradients(network,
            new Preprocessing(List.of(0.0, 0.0, 0.0), List.of(0.2, 0.2, 0.2)), weights, List.of(3), ScoringDevice.CPU)) {
            Found found = gradients.of(clip, 1, 3, 2, 1, 2);
            // A = 1 2 0 5 and 0 1 2 1, means 2 and 1: scores 4, 12, 0
            Result result = found.results().get(0);
            assertThat(result.values()).containsExactly(new float[] {1, 2, 0, 5, 0, 1, 2, 1}, offset(1e-5f));
            assertThat(result.gradients()).containsExactly(new float[] {2, 2, 2, 2, -1, -1, -1, -1}, offset(1e-6f));
            double sum = Math.exp(4) + Math.exp(12) + 1;
            assertThat(found.probabilities()[0]).isCloseTo((float) (Math.exp(4) / sum), offset(1e-6f));
            assertThat(gradients.of(clip, ScoreGradients.BEST, 3, 2, 1, 2).label()).isEqualTo(1);
            // 2 A0 - A1 where above zero
            assertThat(ActivationRule.GRAD_CAM.grid(result).values()).containsExactly(new float[] {2, 3, 0, 9},
                offset(1e-5f));
            // channel 0 of frame 0: twice 2 / (2 + 2 * 3), of frame 1: twice 2 / (2 + 2 * 5); channel 1 has none
            assertThat(ActivationRule.GRAD_CAM_PLUS_PLUS.grid(result).values())
                .containsExactly(new float[] {0.5f, 1, 0, 5 / 3f}, offset(1e-5f));
        }
    }

    private static Extent extent(int time, int space) {
        return Extent.of(time, space);
    }

    @TestFactory
    List<DynamicTest> everyNetworkAndStageHasMapsOfTheClip() {
        return TestNetworks.all().entrySet().stream()
            .map(network -> DynamicTest.dynamicTest(network.getKey(), () -> hasMaps(network.getValue()))).toList();
    }

    private static void hasMaps(Architecture architecture) {
        VideoModel model = model(architecture, TestNetworks.weights(architecture.network()), 16);
        List<Stage> stages = Stage.of(architecture.network());
        assertThat(stages).extracting(Stage::name).startsWith("stem", "res2", "res3", "res4", "res5");
        ByteBuffer clip = noise();
        float[] probabilities;
        try (TorchNetwork plain = new TorchNetwork(architecture.network(), Preprocessing.KINETICS, model.weights())) {
            probabilities = plain.predict(clip, 1, 3, 16, 64, 64)[0];
        }
        for (Stage stage : stages) {
            Evidence evidence = explain(model, ActivationRule.GRAD_CAM_PLUS_PLUS, stage.name(), 2, clip, 16);
            assertThat(evidence.probability()).isCloseTo(probabilities[2], offset(1e-5));
            assertThat(evidence.maps()).hasSize(architecture instanceof SlowFast ? 2 : 1);
            for (HeatMap map : evidence.maps()) {
                int seen = map.path().equals("slow") ? 4 : 16;
                assertThat(map.seen()).hasSize(seen);
                assertThat(map.values()).hasSize(seen * 64 * 64);
                assertThat(IntStream.range(0, map.values().length).mapToDouble(i -> map.values()[i]).max().orElseThrow())
                    .as("largest value in %s", stage.name()).isCloseTo(1, offset(0.01));
                for (double heat : map.overTime(16)) {
                    assertThat(heat).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void anUnknownStageIsRefusedWithThoseThatThereAre() {
        Architecture x3d = TestNetworks.all().get("X3D");
        VideoModel model = model(x3d, TestNetworks.weights(x3d.network()), 16);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new GradCam(model, ActivationRule.GRAD_CAM, "res6", ScoringDevice.CPU))
            .withMessageContaining("stem, res2, res3, res4, res5, conv5");
    }

    @Test
    void theSlowPathwaysHeatIsThatOfTheFramesThatItSees() {
        HeatMap map = new HeatMap("slow", new int[] {0, 4, 7}, 1, 2, new float[] {0, 0, 1, 0.5f, 0, 1});
        assertThat(map.frame(0)).containsExactly(0, 0);
        assertThat(map.frame(1)).containsExactly(0.25f, 0.125f);
        assertThat(map.frame(7)).containsExactly(0, 1);
        assertThat(map.frame(9)).containsExactly(0, 1);
        assertThat(map.overTime(5)).containsExactly(new double[] {0, 0.1875, 0.375, 0.5625, 0.75}, offset(1e-6));
    }

    private static Evidence explain(VideoModel model, ActivationRule rule, String stage, int label, ByteBuffer clip,
        int frames) {
        try (GradCam cam = new GradCam(model, rule, stage, ScoringDevice.CPU)) {
            return cam.explain(clip, frames, SIZE, label, (fraction, message) -> {});
        }
    }

    private static VideoModel model(Architecture architecture, Weights weights, int frames) {
        return new VideoModel(architecture, Preprocessing.KINETICS, new VideoModel.Input(frames, 64, 64, 2),
            new Classes(IntStream.range(0, architecture.classes()).mapToObj(i -> "class " + i).toList()), weights,
            List.of());
    }

    private static ByteBuffer noise() {
        byte[] bytes = new byte[3 * 16 * 64 * 64];
        new Random(5).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
