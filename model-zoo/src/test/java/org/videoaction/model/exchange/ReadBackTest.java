package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.format.ProtobufMessage;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringNetwork;

/** Exported programs come back as the models that they were made of. */
class ReadBackTest {

    private static final float TOLERANCE = 1e-4f;
    private static final List<ExportFormat> PROGRAMS = List.of(ExportFormat.ONNX, ExportFormat.TORCHSCRIPT);

    /** The two files differ in the names of their tensors alone. */
    private static final List<String> OF_EACH_FORM = List.of("SlowFast, test head", "Slow-only, non-local with softmax",
        "ip-CSN", "SlowFast, detection");

    @TempDir
    private Path folder;

    private static VideoModel model(String network) {
        return Exported.model(TestNetworks.all().get(network));
    }

    @TestFactory
    Stream<DynamicTest> everyNetworkScoresAsBefore() {
        return PROGRAMS.stream().flatMap(format -> Stream.of(TestNetworks.all(), TestNetworks.detecting())
            .flatMap(networks -> networks.entrySet().stream())
            .filter(entry -> format == ExportFormat.ONNX || OF_EACH_FORM.contains(entry.getKey()))
            .map(entry -> DynamicTest.dynamicTest(format + ": " + entry.getKey(), () -> {
                VideoModel model = Exported.model(entry.getValue());
                VideoModel back = read(Exported.write(format, model, folder)).model();
                assertThat(back.architecture()).isEqualTo(model.architecture());
                assertThat(back.classes()).isEqualTo(model.classes());
                assertThat(back.preprocessing()).isEqualTo(model.preprocessing());
                assertThat(back.input()).isEqualTo(model.input());
                assertThat(scores(back)).containsExactly(scores(model), offset(TOLERANCE));
            })));
    }

    /** Boxes are the same for networks that take them. */
    private static float[] scores(VideoModel model) {
        byte[] bytes = new byte[2 * 3 * Exported.FRAMES * Exported.SIDE * Exported.SIDE];
        new Random(1).nextBytes(bytes);
        ByteBuffer clips = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        float[] boxes = model.architecture().head().detects() ? Exported.boxes() : null;
        try (ScoringNetwork network = new ScoringNetwork(model.architecture().network(), model.preprocessing(),
            model.weights())) {
            float[][] rows = network.predict(clips, boxes, 2, 3, Exported.FRAMES, Exported.SIDE, Exported.SIDE);
            float[] all = new float[rows.length * rows[0].length];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, all, row * rows[row].length, rows[row].length);
            }
            return all;
        }
    }

    private static ImportedModel read(Path file) throws IOException {
        return ModelImport.read(file, ImportRequest.AUTOMATIC);
    }

    @Test
    void itIsSaidThatTheStatisticsOfBatchNormalisationAreGone() throws IOException {
        for (ExportFormat format : PROGRAMS) {
            assertThat(read(Exported.write(format, model("ir-CSN"), folder)).summary()).contains("statistics of batch norm");
        }
    }

    @Test
    void anotherNumberOfClassesGetsANewClassifier() throws IOException {
        Path file = Exported.write(ExportFormat.ONNX, model("Slow-only"), folder);
        ImportedModel read = ModelImport.read(file, new ImportRequest(Optional.empty(), 0, Classes.of("in", "out"),
            Optional.empty(), 0, 1));
        assertThat(read.model().classes().names()).containsExactly("in", "out");
        assertThat(read.renewed()).containsExactlyInAnyOrder("head.fc.weight", "head.fc.bias");
    }

    @Test
    void aProgramOfOthersThatCannotBeComputedIsRefusedWithTheReason() throws IOException {
        ProtobufMessage onnx = new ProtobufMessage().integer(1, 8).text(2, "pytorch").message(7, new ProtobufMessage()
            .message(5, new ProtobufMessage().integer(1, 1).integer(2, 1).text(8, "weight").floats(9, new float[] {1})));
        Path foreign = folder.resolve("foreign.onnx");
        try (var out = Files.newOutputStream(foreign)) {
            onnx.writeTo(out);
        }
        assertThatThrownBy(() -> read(foreign)).isInstanceOf(IOException.class).hasMessageContaining(foreign.toString())
            .hasMessageContaining("ONNX Runtime does not take it: Missing opset in the model");
    }

    @Test
    void tensorsInFilesElsewhereAreRefused() throws IOException {
        ProtobufMessage tensor = new ProtobufMessage().integer(1, 1).integer(2, 1).text(8, "weight").integer(14, 1);
        Path file = folder.resolve("external.onnx");
        try (var out = Files.newOutputStream(file)) {
            new ProtobufMessage().integer(1, 8).message(7, new ProtobufMessage().message(5, tensor)).writeTo(out);
        }
        assertThatThrownBy(() -> read(file)).hasMessageContaining("which is not in its folder");
    }

    @Test
    void aTensorThatIsLongerThanTheFileIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] whole = Files.readAllBytes(Exported.write(ExportFormat.ONNX, model("ir-CSN"), folder));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class).hasMessageContaining("cut off");
    }

    @Test
    void anExportWithoutMetadataOfTheInputIsRefused() throws IOException {
        ProtobufMessage onnx = new ProtobufMessage().integer(1, 8);
        Map.of("architecture", "{}").forEach((key, value) -> onnx.message(14,
            new ProtobufMessage().text(1, key).data(2, value.getBytes(StandardCharsets.UTF_8))));
        Path file = folder.resolve("old.onnx");
        try (var out = Files.newOutputStream(file)) {
            onnx.writeTo(out);
        }
        assertThatThrownBy(() -> read(file)).hasMessageContaining("exported by an older version");
    }
}
