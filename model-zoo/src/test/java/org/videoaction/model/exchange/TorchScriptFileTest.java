package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LoadedScript;

class TorchScriptFileTest {

    private static final float TOLERANCE = 1e-4f;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> libtorchLoadsEveryNetworkAndGivesTheSameProbabilities() {
        return TestNetworks.all().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            VideoModel model = Exported.model(entry.getValue());
            Path file = Exported.write(ExportFormat.TORCHSCRIPT, model, folder);
            float[] found = LoadedScript.forward(file, new float[0], Exported.clips(2, 64), 2, 3, Exported.FRAMES, 64, 64);
            assertThat(found).containsExactly(Exported.probabilities(model, 2, 64), offset(TOLERANCE));
        }));
    }

    @TestFactory
    Stream<DynamicTest> libtorchLoadsDetectionNetworksToo() {
        return TestNetworks.detecting().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            VideoModel model = Exported.model(entry.getValue());
            Path file = Exported.write(ExportFormat.TORCHSCRIPT, model, folder);
            float[] boxes = Exported.boxes();
            float[] found = LoadedScript.forward(file, boxes, Exported.clips(2, 64), 2, 3, Exported.FRAMES, 64, 64);
            assertThat(found).containsExactly(Exported.probabilities(model, boxes, 2, 64), offset(TOLERANCE));
        }));
    }

    static boolean pythonHasTorch() {
        return PeerPython.hasTorch();
    }

    @TestFactory
    @EnabledIf("pythonHasTorch")
    Stream<DynamicTest> pythonLoadsItWithItsClassesAndGivesTheSameProbabilities() {
        return Stream
            .of("SlowFast, frames by linspace", "SlowFast, test head", "Slow-only, non-local with softmax", "ip-CSN")
            .map(name -> DynamicTest.dynamicTest(name, () -> pythonGivesTheSame(TestNetworks.all().get(name))));
    }

    private void pythonGivesTheSame(Architecture architecture) throws IOException {
        VideoModel model = Exported.model(architecture);
        Path file = Exported.write(ExportFormat.TORCHSCRIPT, model, folder);
        float[] clips = Exported.clips(2, 64);
        ByteBuffer bytes = ByteBuffer.allocate(clips.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(clips);
        Path clip = Files.write(folder.resolve("clip"), bytes.array());
        String printed = PeerPython.run("""
            import sys, json, torch
            files = {'classes.json': '', 'preprocessing.json': '', 'architecture.json': ''}
            model = torch.jit.load(sys.argv[1], _extra_files=files).eval()
            clip = torch.frombuffer(bytearray(open(sys.argv[2], 'rb').read()), dtype=torch.float32).reshape(2, 3, 16, 64, 64)
            print(json.dumps({'probabilities': model(clip).flatten().tolist(), 'again': model(clip[:1]).flatten().tolist(),
                'parameters': len(model.state_dict()), **{name: json.loads(text) for name, text in files.items()}}))
            """, file.toString(), clip.toString());
        JsonNode result = new ObjectMapper().readTree(printed);
        float[] expected = Exported.probabilities(model, 2, 64);
        assertThat(floats(result.get("probabilities"))).containsExactly(expected, offset(TOLERANCE));
        assertThat(floats(result.get("again"))).containsExactly(Arrays.copyOf(expected, 5), offset(TOLERANCE));
        assertThat(result.get("classes.json")).extracting(JsonNode::asText)
            .containsExactlyElementsOf(Exported.CLASSES.names());
        assertThat(result.get("preprocessing.json").get("std").get(0).asDouble()).isEqualTo(0.225);
        assertThat(result.get("architecture.json").get("classes").asInt()).isEqualTo(5);
        assertThat(result.get("parameters").asInt()).isPositive();
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }

    @Test
    void extraFilesHoldClassesAndPreprocessing() throws IOException {
        VideoModel model = Exported.model(TestNetworks.all().get("ir-CSN"));
        Path file = Exported.write(ExportFormat.TORCHSCRIPT, model, folder);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            JsonNode classes = new ObjectMapper().readTree(zip.getInputStream(zip.getEntry("network/extra/classes.json")));
            assertThat(classes).extracting(JsonNode::asText).containsExactlyElementsOf(Exported.CLASSES.names());
            JsonNode clips = new ObjectMapper()
                .readTree(zip.getInputStream(zip.getEntry("network/extra/preprocessing.json")));
            assertThat(clips.get("frames").asInt()).isEqualTo(16);
        }
    }
}
