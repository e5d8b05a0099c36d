package org.videoaction.model.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.ShortSide;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

class ModelFileTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(7, false), FrameRule.STRIDE, 0.2,
        2);

    @TempDir
    private Path folder;

    private static VideoModel model() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2), Classes.of("walk", "run"),
            Weights.initial(TINY.network(), 5), List.of(
                new Epoch(1, 0.1, 0.7, 0.5, 0.9, new Epoch.Validation(0.8, 0.4, 0.8, 0.65), 0.25, 2, 10),
                new Epoch(2, 0.05, 0.6, 0.6, 0.9, null, 0.25, 2, 10),
                new Epoch(3, 0.02, 0.5, 0.6, 0.9, new Epoch.Validation(0.7, 0.5, 0.8, null), 0.25, 2, 10)));
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

    private static VideoModel tested(TestProtocol test) {
        VideoModel model = model();
        return new VideoModel(model.architecture(), model.preprocessing(), model.input(), test, model.classes(),
            model.weights(), model.history());
    }

    private static String description(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry("model.json")).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theTestOfItsProgramComesBack() throws IOException {
        VideoModel model = tested(new TestProtocol(new PySlowFastClips(8, 2, 10, 30, PySlowFastClips.Start.EVEN),
            new SpatialSampling(new ShortSide(40, 40, ShortSide.Draw.EVEN), 40, SpatialSampling.Place.THREE, false,
                Convention.PYSLOWFAST),
            Resize.REFERENCE, ViewRule.LARGEST));
        Path file = folder.resolve("model.zip");
        ModelFile.save(model, file);
        assertThat(ModelFile.load(file)).usingRecursiveComparison().isEqualTo(model);
        assertThat(TestProtocol.ofJson(model.test().json())).isEqualTo(model.test());
        assertThat(ModelMetadata.of(model)).containsKey("test");
    }

    /** As in files of version 1.0.0: 32 pixels are cut out of 37 as 224 out of 256. */
    @Test
    void aFileThatDoesNotSayHowItIsTestedHasTheUsualTest() throws IOException {
        Path file = saved();
        assertThat(description(file)).doesNotContain("\"test\"");
        TestProtocol test = ModelFile.load(file).test();
        assertThat(test).isEqualTo(new TestProtocol(new UniformClips(8, 2, 10),
            new SpatialSampling(37, 37, 32, SpatialSampling.Place.THREE, false), Resize.FAST, ViewRule.PROBABILITIES));
        assertThat(ModelMetadata.of(model())).containsOnlyKeys("classes", "preprocessing", "architecture");
    }

    @Test
    void aTestOfClipsOfAnotherLengthIsRefused() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(tested(TestProtocol.of(new VideoModel.Input(16, 32, 32, 2))), file);
        assertThatIOException().isThrownBy(() -> ModelFile.load(file))
            .withMessageContaining("its clips have 8 frames, but those of its test 16");
    }

    @Test
    void aTestLeavesNothingToChance() {
        assertThatIllegalArgumentException().isThrownBy(() -> tested(new TestProtocol(new RandomClips(8, 2, 1),
            new SpatialSampling(37, 37, 32, SpatialSampling.Place.THREE, false), Resize.FAST, ViewRule.PROBABILITIES)))
            .withMessageContaining("chance");
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
            Files.writeString(description, Files.readString(description).replace("\"version\" : 1", "\"version\" : 3"));
        }
        assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString()).hasMessageContaining("version 3");
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

    /** Replaces text of the description. */
    private Path changed(String from, String to) throws IOException {
        Path file = saved();
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path description = zip.getPath("model.json");
            assertThat(Files.readString(description)).contains(from);
            Files.writeString(description, Files.readString(description).replace(from, to));
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "version" : 1 | "version" : 7 | saved by a newer version of this extension; this one reads version 2
        "version" : 1 | "version" : "x" | it has no version
        "frames" : 8 | "frames" : 0 | clips are said to have an impossible size
        "walk", | | names 1 classes, but its network has 2
        "walk" | null | something in classes is null
        "family" : "slowfast" | "family" : "java.lang.Runtime" | damaged
        "slowFrames" : "STRIDE" | "slowFrames" : null | something in network is null
        "alpha" : 4 | "alpha" : "four" | damaged
        "alpha" : 4 | "beta" : 4 | damaged
        "betaInverse" : 4 | "betaInverse" : 3 | damaged
        "width" : 4 | "width" : 1073741824 | slow.stem.conv.weight
        "top1" : 0.4 | "other" : 0.4 | validation has no top1
        "input" : { | "input" : {}, "input" : { | Duplicate field 'input'
        """)
    void aDamagedDescriptionIsRefusedWithTheReason(String from, String to, String reason) throws IOException {
        Path file = changed(from, to == null ? "" : to);
        assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString()).hasMessageContaining(reason);
    }

    @Test
    void aModelFromBeforeThereWasAnAveragePrecisionIsReadWithoutIt() throws IOException {
        List<Epoch> history = ModelFile.load(changed("\"meanAveragePrecision\" : 0.65", "\"other\" : 0.65")).history();
        assertThat(history.get(0).validation()).isEqualTo(new Epoch.Validation(0.8, 0.4, 0.8, null));
        assertThat(history.get(2)).isEqualTo(model().history().get(2));
    }

    @Test
    void noAveragePrecisionIsWrittenWhereThereIsNone() throws IOException {
        try (ZipFile zip = new ZipFile(saved().toFile())) {
            JsonNode history = new ObjectMapper().readTree(zip.getInputStream(zip.getEntry("model.json"))).get("history");
            assertThat(history.get(0).get("validation").get("meanAveragePrecision").asDouble()).isEqualTo(0.65);
            assertThat(history.get(2).get("validation").fieldNames()).toIterable().containsExactly("loss", "top1", "top5");
        }
    }

    @Test
    void weightsThatWereCompressedToFillTheMemoryAreRefused() throws IOException {
        Path file = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("model.json"));
            zip.write("{\"version\": 1}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("weights.safetensors"));
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertThatThrownBy(() -> ModelFile.load(file)).hasMessageContaining("when unpacked")
            .hasMessageContaining(file.toString());
    }

    @Test
    void changedWeightsAreNoticed() throws IOException {
        Path file = saved();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ModelFile.load(file)).hasMessageContaining("checksum");
    }

    private static Process python(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getenv().getOrDefault("PEER_PYTHON", "python3")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static boolean pythonIsThere() {
        try {
            return python("-c", "import json, struct").waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the format's description, and where it is installed with the safetensors package too. */
    @Test
    @EnabledIf("pythonIsThere")
    void pythonOpensTheWeights() throws Exception {
        Process python = python("-c", """
            import json, math, struct, sys, zipfile
            data = zipfile.ZipFile(sys.argv[1]).read('weights.safetensors')
            length = struct.unpack('<Q', data[:8])[0]
            assert length % 8 == 0
            header = json.loads(data[8:8 + length])
            end = 0
            for name, tensor in sorted(header.items(), key=lambda item: item[1]['data_offsets'][0]):
                assert tensor['dtype'] == 'F32'
                assert tensor['data_offsets'][0] == end
                end += 4 * math.prod(tensor['shape'])
                assert tensor['data_offsets'][1] == end
            assert 8 + length + end == len(data)
            try:
                import safetensors
                assert {name for name, _ in safetensors.deserialize(data)} == set(header)
            except ImportError:
                pass
            start = 8 + length + header['head.fc.weight']['data_offsets'][0]
            print(len(header), *header['head.fc.weight']['shape'], struct.unpack('<f', data[start:start + 4])[0])
            """, saved().toString());
        String[] printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");
        assertThat(printed).hasSize(4);
        assertThat(Integer.parseInt(printed[0])).isEqualTo(TINY.network().parameters().size());
        Parameter weight = TINY.network().parameters().stream().filter(p -> p.name().equals("head.fc.weight")).findFirst()
            .orElseThrow();
        assertThat(List.of(Integer.valueOf(printed[1]), Integer.valueOf(printed[2]))).isEqualTo(weight.shape());
        assertThat(Float.parseFloat(printed[3])).isEqualTo(model().weights().of(weight)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "slow.stem.conv.weight, NaN, has 2 values that are not finite",
        "slow.stem.bn.running_mean, Infinity, has 2 values that are not finite",
        "slow.stem.bn.running_var, -1, 'has 2 values below 0, which variances never are'"})
    void impossibleWeightsAreRefusedWithTheirTensor(String tensor, float value, String problem) throws IOException {
        VideoModel whole = model();
        float[] values = whole.weights().values().get(tensor);
        float[] before = values.clone();
        Path file = folder.resolve("model.zip");
        values[0] = value;
        values[1] = value;
        try {
            ModelFile.save(whole, file);
        } finally {
            System.arraycopy(before, 0, values, 0, values.length);
        }
        assertThatIOException().isThrownBy(() -> ModelFile.load(file)).withMessage(
            "The model " + file + " cannot be read: the weights are damaged: " + tensor + " " + problem);
    }

    @Test
    void severalDamagedTensorsAreCounted() {
        Map<String, float[]> values = new HashMap<>();
        model().weights().values().forEach((name, numbers) -> values.put(name, numbers.clone()));
        values.get("slow.stem.conv.weight")[0] = Float.NaN;
        values.get("head.fc.bias")[0] = Float.NaN;
        assertThatThrownBy(() -> new Weights(values).checkPossible(TINY.network()))
            .hasMessage(
                "the weights are damaged: slow.stem.conv.weight has 1 value that is not finite, and 1 other tensor is "
                    + "like it");
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "0, 0", "0, -1", "0, NaN", "0, Infinity", "0, 1e-50"})
    void impossibleNormalisationIsRefused(double mean, double deviation) {
        assertThatThrownBy(() -> new Preprocessing(List.of(0.5, 0.5, mean), List.of(1.0, 1.0, deviation)))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("the normalization of the clips is damaged");
    }
}
