package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.format.ProtobufMessage;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.saved.VideoModel;

/** Files held against ONNX Runtime. */
class OnnxFileTest {

    private static final float TOLERANCE = 1e-4f;

    @TempDir
    private Path folder;

    private static Architecture slowFast() {
        return TestNetworks.all().get("SlowFast, frames by linspace");
    }

    @TestFactory
    Stream<DynamicTest> everyNetworkGivesTheSameProbabilitiesForOneClipAndForThree() {
        return TestNetworks.all().entrySet().stream()
            .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> givesTheSame(entry.getValue(), Exported.SIDE)));
    }

    @TestFactory
    Stream<DynamicTest> cropsMayBeLargerThanInTraining() {
        return Stream.of("SlowFast, test head", "Slow-only, non-local with softmax", "SlowFast, non-local", "ir-CSN")
            .map(name -> DynamicTest.dynamicTest(name, () -> givesTheSame(TestNetworks.all().get(name), 96)));
    }

    private void givesTheSame(Architecture architecture, int side) throws Exception {
        VideoModel model = Exported.model(architecture);
        Path file = Exported.write(ExportFormat.ONNX, model, folder);
        for (int count : new int[] {1, 3}) {
            float[] expected = Exported.probabilities(model, count, side);
            // probabilities that hardly differ would hide a mistake
            assertThat(max(expected) - min(expected)).isGreaterThan(0.05f);
            assertThat(run(file, count, side)).containsExactly(expected, offset(TOLERANCE * max(expected)));
        }
    }

    private static float max(float[] values) {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static float min(float[] values) {
        float min = values[0];
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    @TestFactory
    Stream<DynamicTest> boxesOfDetectionNetworksGiveTheSameProbabilities() {
        return TestNetworks.detecting().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            VideoModel model = Exported.model(entry.getValue());
            Path file = Exported.write(ExportFormat.ONNX, model, folder);
            float[] expected = Exported.probabilities(model, Exported.boxes(), 2, Exported.SIDE);
            assertThat(expected).hasSize(4 * Exported.CLASSES.size());
            assertThat(max(expected) - min(expected)).isGreaterThan(0.05f);
            float[] found = run(file, Exported.boxes(), 2, Exported.SIDE);
            assertThat(found).containsExactly(expected, offset(TOLERANCE * max(expected)));
        }));
    }

    private static float[] run(Path file, int count, int side) throws OrtException {
        return run(file, new float[0], count, side);
    }

    private static float[] run(Path file, float[] boxes, int count, int side) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options);
                OnnxTensor clip = OnnxTensor.createTensor(environment, FloatBuffer.wrap(Exported.clips(count, side)),
                    new long[] {count, 3, Exported.FRAMES, side, side});
                OnnxTensor inside = OnnxTensor.createTensor(environment, FloatBuffer.wrap(boxes),
                    new long[] {boxes.length / 5, 5});
                OrtSession.Result result = session.run(boxes.length == 0 ? Map.of("clip", clip)
                    : Map.of("clip", clip, "boxes", inside))) {
                OnnxTensor probabilities = (OnnxTensor) result.get("probabilities").orElseThrow();
                assertThat(probabilities.getInfo().getShape())
                    .containsExactly(boxes.length == 0 ? count : boxes.length / 5, Exported.CLASSES.size());
                float[] values = new float[probabilities.getFloatBuffer().remaining()];
                probabilities.getFloatBuffer().get(values);
                return values;
            }
        }
    }

    @Test
    void theBatchAndTheSizeOfThePictureAreOpenAndTheNumberOfFramesIsFixed() throws Exception {
        Path file = Exported.write(ExportFormat.ONNX, Exported.model(slowFast()), folder);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getInputNames()).containsExactly("clip");
            assertThat(session.getOutputNames()).containsExactly("probabilities");
            NodeInfo clip = session.getInputInfo().get("clip");
            assertThat(((TensorInfo) clip.getInfo()).getShape()).containsExactly(-1, 3, Exported.FRAMES, -1, -1);
        }
    }

    @Test
    void classesPreprocessingAndArchitectureAreInTheMetadata() throws Exception {
        VideoModel model = Exported.model(slowFast());
        Path file = Exported.write(ExportFormat.ONNX, model, folder);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            ObjectMapper json = new ObjectMapper();
            assertThat(json.readTree(metadata.get("classes"))).extracting(JsonNode::asText)
                .containsExactlyElementsOf(Exported.CLASSES.names());
            JsonNode preprocessing = json.readTree(metadata.get("preprocessing"));
            assertThat(preprocessing.get("mean")).extracting(JsonNode::asDouble).containsExactly(0.45, 0.45, 0.45);
            assertThat(preprocessing.get("std")).extracting(JsonNode::asDouble).containsExactly(0.225, 0.225, 0.225);
            assertThat(preprocessing.get("crop")).extracting(JsonNode::asInt).containsExactly(64, 64);
            assertThat(preprocessing.get("frames").asInt()).isEqualTo(16);
            assertThat(preprocessing.get("stride").asInt()).isEqualTo(2);
            assertThat(json.readValue(metadata.get("architecture"), Architecture.class)).isEqualTo(model.architecture());
        }
    }

    static boolean pythonHasOnnx() {
        return PeerPython.hasOnnx();
    }

    @TestFactory
    @EnabledIf("pythonHasOnnx")
    Stream<DynamicTest> onnxsOwnCheckerAcceptsIt() {
        return Stream.of(TestNetworks.all(), TestNetworks.detecting()).flatMap(networks -> networks.entrySet().stream())
            .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> isAccepted(entry.getValue())));
    }

    private void isAccepted(Architecture architecture) throws IOException {
        Path file = Exported.write(ExportFormat.ONNX, Exported.model(architecture), folder);
        String printed = PeerPython.run("""
            import sys, onnx
            model = onnx.load(sys.argv[1])
            onnx.checker.check_model(model, full_check=True)
            print(model.opset_import[0].version, [d.dim_param or d.dim_value for d in
                model.graph.input[0].type.tensor_type.shape.dim])
            """, file.toString());
        assertThat(printed.strip()).isEqualTo("17 ['N', 3, 16, 'H', 'W']");
    }

    @Test
    void aModelAboveTheLimitOfProtobufIsRefusedBeforeAnythingIsWritten() {
        ProtobufMessage message = new ProtobufMessage();
        float[] values = new float[1 << 24];
        for (int i = 0; i < 32; i++) {
            message.floats(9, values);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> OnnxFile.write(message, out)).isInstanceOf(IOException.class)
            .hasMessageContaining("at most 2048").hasMessageContaining("TorchScript");
        assertThat(out.size()).isZero();
    }
}
