package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.golden.Golden;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

class TorchCheckpointTest {

    @TempDir
    private Path folder;

    private Path written(String network) throws IOException {
        return Exported.write(ExportFormat.CHECKPOINT, Exported.model(TestNetworks.all().get(network)), folder);
    }

    @Test
    void storagesHoldTheTensorsInTheNetworksOrder() throws IOException {
        VideoModel model = Exported.model(TestNetworks.all().get("SlowFast, frames by linspace"));
        Path file = written("SlowFast, frames by linspace");
        Parameter first = model.architecture().network().parameters().get(0);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry("archive/data/0")).readAllBytes();
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            assertThat(values).containsExactly(model.weights().of(first));
            String pickle = new String(zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes(),
                StandardCharsets.ISO_8859_1);
            assertThat(pickle).startsWith("\u0080\u0002}(X").endsWith("u.")
                .contains("model_state", "s1.pathway0_stem.conv.weight", "head.projection.bias");
        }
    }

    static boolean pythonHasTorch() {
        return PeerPython.hasTorch();
    }

    @Test
    @EnabledIf("pythonHasTorch")
    void pythonReadsSlowFastAsPySlowFastsModelState() throws IOException {
        JsonNode read = read(written("SlowFast, frames by linspace"));
        assertThat(read.get("keys")).extracting(JsonNode::asText).contains("model_state");
        assertThat(read.get("classes").asText()).contains("\"walk\"");
        assertTensors(read.get("model_state"), "SlowFast, frames by linspace",
            Map.of("slow.stem.conv.weight", "s1.pathway0_stem.conv.weight", "fast.res3.0.shortcut.bn.running_var",
                "s3.pathway1_res0.branch1_bn.running_var", "lateral.res4.conv.weight", "s4_fuse.conv_f2s.weight",
                "head.fc.bias", "head.projection.bias"));
    }

    @Test
    @EnabledIf("pythonHasTorch")
    void pythonReadsCsnAsMmactionsStateDict() throws IOException {
        JsonNode read = read(written("ip-CSN"));
        assertThat(read.get("keys")).extracting(JsonNode::asText).contains("state_dict");
        assertTensors(read.get("state_dict"), "ip-CSN", Map.of("res2.1.mix.conv.weight",
            "backbone.layer1.1.conv2.0.conv.weight", "res5.2.b.bn.bias", "backbone.layer4.2.conv2.1.bn.bias",
            "head.fc.weight", "cls_head.fc_cls.weight"));
    }

    /** The file's tensors, each by its shape and the sum of its values times their places. */
    private JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(PeerPython.run("""
            import sys, json, torch
            read = torch.load(sys.argv[1], weights_only=True)
            state = {group: {name: {'shape': list(tensor.shape), 'sum': (tensor.double().flatten()
                * torch.arange(tensor.numel())).sum().item()} for name, tensor in content.items()}
                for group, content in read.items() if isinstance(content, dict)}
            print(json.dumps({'keys': list(read), 'classes': read['classes'], **state}))
            """, file.toString()));
    }

    private static void assertTensors(JsonNode read, String network, Map<String, String> names) {
        VideoModel model = Exported.model(TestNetworks.all().get(network));
        assertThat(read).hasSize(model.architecture().network().parameters().size());
        for (Parameter parameter : model.architecture().network().parameters()) {
            if (names.containsKey(parameter.name())) {
                JsonNode tensor = read.get(names.get(parameter.name()));
                float[] values = model.weights().of(parameter);
                double sum = 0;
                for (int i = 0; i < values.length; i++) {
                    sum += (double) values[i] * i;
                }
                assertThat(tensor.get("shape")).extracting(JsonNode::asInt).containsExactlyElementsOf(parameter.shape());
                assertThat(tensor.get("sum").asDouble()).isCloseTo(sum, offset(Math.abs(sum) * 1e-9));
            }
        }
    }

    @TestFactory
    @EnabledIf("pythonHasTorch")
    Stream<DynamicTest> keysAndShapesAreThoseOfTheCodeBase() {
        return Map.of("slowfast-4x16-r50", "pyslowfast_SLOWFAST_4x16_R50", "slowfast-nl-4x16-r50",
            "pyslowfast_SLOWFAST_NLN_4x16_R50", "slow-8x8-r50", "pyslowfast_SLOW_8x8_R50", "ir-csn-50",
            "mmaction2_ircsn_r50", "ava-slowfast-8x8-r50", "pyslowfast_AVA_SLOWFAST_32x2_R50", "x3d-m", "pyslowfast_X3D_M",
            "r2plus1d-r50", "pytorchvideo_r2plus1d_r50", "r2plus1d-34", "vmz_pt_r2plus1d_34").entrySet().stream()
            .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> hasTheKeysOf(entry.getKey(), entry.getValue())));
    }

    private void hasTheKeysOf(String network, String list) throws IOException {
        Path keys = Golden.file("keys/" + list + ".json");
        Assumptions.assumeTrue(Files.isRegularFile(keys), keys + " is not there");
        Architecture architecture = ModelZoo.entry(network).architecture();
        JsonNode read = read(Exported.write(ExportFormat.CHECKPOINT, zeros(architecture), folder));
        Map<String, JsonNode> found = new HashMap<>();
        read.get(read.has("state_dict") ? "state_dict" : "model_state").properties()
            .forEach(tensor -> found.put(tensor.getKey(), tensor.getValue().get("shape")));
        assertThat(found).isEqualTo(shapes(new ObjectMapper().readTree(keys.toFile())));
    }

    private static VideoModel zeros(Architecture architecture) {
        Map<String, float[]> values = new HashMap<>();
        architecture.network().parameters()
            .forEach(parameter -> values.put(parameter.name(), new float[(int) parameter.size()]));
        return new VideoModel(architecture, Preprocessing.KINETICS, new VideoModel.Input(32, 224, 224, 2), Classes.NONE,
            new Weights(values), List.of());
    }

    /** Without the counts of batches, which torch fills in itself. */
    private static Map<String, JsonNode> shapes(JsonNode list) {
        Map<String, JsonNode> shapes = new HashMap<>();
        for (JsonNode tensor : list.get("tensors")) {
            if (!tensor.get("name").asText().endsWith("num_batches_tracked")) {
                shapes.put(tensor.get("name").asText(), tensor.get("shape"));
            }
        }
        return shapes;
    }
}
