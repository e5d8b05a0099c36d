package org.videoaction.model.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

class ModelFileTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(7, false), FrameRule.STRIDE, 0.2, 2);

    @TempDir
    private Path folder;

    private static VideoModel model() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2), List.of("walk", "run"),
            Weights.initial(TINY.network(), 5), List.of(new Epoch(1, 0.1, 0.7, 0.5, 0.9, new Epoch.Validation(0.8, 0.4, 0.8), 0.25, 2, 10), new Epoch(2, 0.05, 0.6, 0.6, 0.9, null, 0.25, 2, 10)));
    }

    private Path saved() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(model(), file);
        return file;
    }

    @Test
    void everythingComesBack() throws IOException {
        VideoModel model = model();
        VideoModel loaded = ModelFile.load(saved());
        assertThat(loaded).usingRecursiveComparison().isEqualTo(model);
    }

    @Test
    void theWeightsAreSafetensors() throws IOException {
        try (ZipFile zip = new ZipFile(saved().toFile())) {
            ByteBuffer bytes = ByteBuffer.wrap(zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
            int length = (int) bytes.getLong(0);
            JsonNode header = new ObjectMapper().readTree(new String(bytes.array(), 8, length, StandardCharsets.UTF_8));
            Parameter parameter = TINY.network().parameters().stream()
                .filter(p -> p.name().equals("head.fc.weight")).findFirst().orElseThrow();
            JsonNode entry = header.get("head.fc.weight");
            assertThat(entry.get("dtype").asText()).isEqualTo("F32");
            assertThat(entry.get("shape")).extracting(JsonNode::asInt).containsExactlyElementsOf(parameter.shape());
            int start = 8 + length + entry.get("data_offsets").get(0).asInt();
            assertThat(bytes.getFloat(start + 4)).isEqualTo(model().weights().of(parameter)[1]);
        }
    }

    @Test
    void nothingUnfinishedIsLeft() throws IOException {
        saved();
        assertThat(folder.toFile().list()).containsExactly("model.zip");
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        Path file = saved();
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path description = zip.getPath("model.json");
            Files.writeString(description, Files.readString(description).replace("\"version\" : 1", "\"version\" : 2"));
        }
        assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString()).hasMessageContaining("version 2");
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.zip"), "no zip");
        assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString());
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        Path file = saved();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString());
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() throws IOException {
        Path file = saved();
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path description = zip.getPath("model.json");
            Files.writeString(description, Files.readString(description).replace("\"width\" : 4", "\"width\" : 8"));
        }
        assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class)
            .hasMessageContaining("slow.stem.conv.weight");
    }
}
