package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.golden.Golden;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.GoldenNumbers;
import org.videoaction.model.torch.TorchNetwork;

/** Files that other programs saved: they load and compute what those programs compute, or are refused. */
class CheckpointsTest {

    private static final String FOLDER = "checkpoints/";
    /** What a 32-bit run may differ by, times the scale of the output: as for the other reference data. */
    private static final double TOLERANCE = 20 * 2e-6;

    /** What each refused file is told. */
    private static final Map<String, String> REASONS = Map.ofEntries(
        Map.entry("truncated_half.pth", "END header"),
        Map.entry("truncated_tail.pth", "END header"),
        Map.entry("empty.pth", "it is empty"),
        Map.entry("not_a_checkpoint.pth", "neither a zip nor a pickle nor safetensors"),
        Map.entry("evil_os_system.pkl", "names posix.system"),
        Map.entry("evil_os_system.pdparams", "names posix.system"),
        Map.entry("evil_os_system.pth", "names posix.system"),
        Map.entry("evil_os_system_legacy.pth", "names posix.system"),
        Map.entry("evil_builtins_eval.pkl", "names __builtin__.eval"),
        Map.entry("evil_builtins_eval.pdparams", "names builtins.eval"),
        Map.entry("evil_subprocess_popen.pkl", "names commands.Popen"),
        Map.entry("evil_subprocess_popen.pdparams", "names subprocess.Popen"),
        Map.entry("evil_inst.pkl", "names os.system"),
        Map.entry("evil_obj.pkl", "names os.system"),
        Map.entry("evil_build_setstate.pkl", "names os.system"),
        Map.entry("evil_ext.pkl", "opcode EXT"),
        Map.entry("evil_huge_len.pkl", "1152921504606846976 bytes"),
        Map.entry("evil_memo_bomb.pkl", "no dictionary of tensors"),
        Map.entry("storage_too_short.pth", "too few for 4 numbers"),
        Map.entry("storage_missing.pth", "lacks the storage archive/data/0"),
        Map.entry("bad_offset.pth", "reaches beyond its storage of 4 numbers"),
        Map.entry("bad_size.pth", "reaches beyond its storage of 4 numbers"),
        Map.entry("path_traversal.pth", "would lie outside"),
        Map.entry("st_short_body.safetensors", "8 bytes of data are there"),
        Map.entry("st_shape_mismatch.safetensors", "F32 [4] has 12 bytes"),
        Map.entry("st_overlap.safetensors", "neither gap nor overlap"),
        Map.entry("st_overflow.safetensors", "impossible shape"),
        Map.entry("st_bad_json.safetensors", "header of the weights is damaged"),
        Map.entry("st_huge_header.safetensors", "impossible length of 4611686018427387904"),
        Map.entry("wrong_shapes_missing_keys.pth", "tensors are missing: backbone.layer4."));

    @TestFactory
    List<DynamicTest> everyFileGivesItsProgramsOutput() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path manifest : Golden.files(FOLDER + "manifest.json")) {
            for (JsonNode entry : new ObjectMapper().readTree(manifest.toFile()).path("cases")) {
                for (JsonNode file : entry.get("files")) {
                    tests.add(DynamicTest.dynamicTest(entry.get("case").asText() + ": " + file.asText(),
                        () -> computes(Golden.file(FOLDER + file.asText()), entry)));
                }
            }
        }
        return tests;
    }

    private static void computes(Path file, JsonNode entry) throws IOException {
        long[] shape = new ObjectMapper().convertValue(entry.get("input").get("shape"), long[].class);
        ImportedModel imported = ModelImport.read(file,
            new ImportRequest(Optional.empty(), 0, Classes.NONE, Optional.empty(), (int) shape[3], 0));
        assertThat(imported.renewed()).isEmpty();
        assertThat(imported.leftOver()).isEmpty();
        VideoModel model = imported.model();
        if (entry.has("num_classes")) {
            assertThat(model.classes().names()).hasSize(entry.get("num_classes").asInt());
        }
        checkSlowFrames(model, entry.get("input").get("slow_indices"));
        int size = 1;
        for (long side : shape) {
            size *= side;
        }
        float[] clip = GoldenNumbers.stream(entry.get("input").get("formula_name").asText(),
            entry.get("input").get("seed").asLong(), size);
        float[] expected = numpy(Golden.file(FOLDER + entry.get("expected").asText()));
        float[] found;
        try (TorchNetwork network = new TorchNetwork(model.architecture().network(), model.preprocessing(),
            model.weights())) {
            found = network.outputs(Set.of("head.fc"), clip, null, shape).get("head.fc");
        }
        boolean probabilities = entry.get("description").asText().toLowerCase(Locale.ROOT).contains("softmax")
            || entry.get("case").asText().startsWith("psf_")
            || entry.path("expected_all").path(entry.get("expected").asText()).path("what").asText().startsWith("softmax");
        boolean already = model.architecture().network().givesProbabilities();
        assertClose(probabilities && !already ? softmax(found) : found, expected);
    }

    private static void checkSlowFrames(VideoModel model, JsonNode indices) {
        if (model.architecture() instanceof SlowFast slowFast) {
            assertThat(slowFast.slowFrames()).isEqualTo(indices.isNull() ? FrameRule.STRIDE : FrameRule.LINSPACE);
            if (!indices.isNull()) {
                int[] expected = new ObjectMapper().convertValue(indices, int[].class);
                assertThat(slowFast.slowFrames().indices(32, slowFast.alpha())).containsExactly(expected);
            }
        }
    }

    private static void assertClose(float[] found, float[] expected) {
        double scale = 1;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(found).hasSameSizeAs(expected).containsExactly(expected, offset((float) (TOLERANCE * scale)));
    }

    private static float[] softmax(float[] scores) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score);
        }
        float[] probabilities = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = (float) (Math.exp(scores[i]) / sum);
        }
        return probabilities;
    }

    @TestFactory
    List<DynamicTest> everyHostileFileIsRefusedWithAReason() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : manifest().path("hostile")) {
            String name = entry.get("file").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> assertThatThrownBy(
                () -> ModelImport.read(Golden.file(FOLDER + "hostile/" + name), ImportRequest.AUTOMATIC))
                .isInstanceOf(IOException.class).hasMessageContaining(name)
                .hasMessageContaining(REASONS.getOrDefault(name, "cannot be read"))));
        }
        return tests;
    }

    private static JsonNode manifest() throws IOException {
        Path manifest = Golden.file(FOLDER + "manifest.json");
        return Files.exists(manifest) ? new ObjectMapper().readTree(manifest.toFile())
            : new ObjectMapper().createObjectNode();
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
