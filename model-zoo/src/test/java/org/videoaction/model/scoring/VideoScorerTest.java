package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.ColorVideos;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.exchange.ForeignClips;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringDevice.Engine;
import org.videoaction.model.torch.ScoringDevice.Kind;

class VideoScorerTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);

    @TempDir
    private Path folder;

    private static VideoModel model() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1), Classes.of("dark", "bright"),
            Weights.initial(TINY.network(), 5), List.of());
    }

    private List<VideoScore> score(int clipsPerVideo, int batch) throws IOException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, clipsPerVideo)) {
            return new VideoScorer(model(), batch).score(table, Progress.NONE);
        }
    }

    @Test
    void aVideosProbabilitiesAreTheMeanOverItsClips() throws IOException {
        List<VideoScore> clips = score(1, 2);
        List<VideoScore> videos = score(3, 2);
        assertThat(videos).extracting(VideoScore::video).containsExactly("v0", "v1");
        assertThat(videos).extracting(VideoScore::views).containsExactly(3, 3);
        assertThat(videos).extracting(VideoScore::label).containsExactly("dark", "bright");
        assertThat(clips).hasSize(6);
        for (VideoScore video : videos) {
            assertThat(video.probabilities()[0] + video.probabilities()[1]).isCloseTo(1, offset(1e-6f));
        }
    }

    @Test
    void theBatchSizeChangesNothing() throws IOException {
        List<VideoScore> oneByOne = score(3, 1);
        List<VideoScore> allAtOnce = score(3, 8);
        for (int i = 0; i < oneByOne.size(); i++) {
            assertThat(allAtOnce.get(i).probabilities()).containsExactly(oneByOne.get(i).probabilities(), offset(1e-5f));
        }
    }

    @Test
    void featuresAreTheMeanOfWhatTheClassifierSawOfTheClips() throws IOException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            ScoringSettings settings = new ScoringSettings(2, Optional.empty(), ScoringDevice.CPU, true, false,
                Optional.empty());
            List<ClipScore> clips = new ArrayList<>();
            Scores scores = new VideoScorer(model(), settings).scoreReadable(table, Progress.NONE, clips::add);
            float[] weight = model().weights().values().get("head.fc.weight");
            float[] bias = model().weights().values().get("head.fc.bias");
            for (ClipScore clip : clips) {
                assertThat(clip.features()).hasSize(weight.length / 2);
                double[] classes = new double[2];
                for (int c = 0; c < 2; c++) {
                    classes[c] = bias[c];
                    for (int i = 0; i < clip.features().length; i++) {
                        classes[c] += weight[c * clip.features().length + i] * clip.features()[i];
                    }
                }
                double bright = 1 / (1 + Math.exp(classes[0] - classes[1]));
                assertThat((double) clip.probabilities()[1]).isCloseTo(bright, offset(1e-5));
            }
            for (int i = 0; i < clips.get(0).features().length; i++) {
                float mean = (clips.get(0).features()[i] + clips.get(1).features()[i] + clips.get(2).features()[i]) / 3;
                assertThat(scores.videos().get(0).features()[i]).isCloseTo(mean, offset(1e-5f));
            }
        }
    }

    @Test
    void featuresAreNotThereUnlessTheyAreWanted() throws IOException {
        assertThat(score(3, 2)).allMatch(video -> video.features() == null);
    }

    @Test
    void bfloat16ChangesProbabilitiesByLessThanAHundredth() throws IOException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            ScoringDevice narrow = new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(Precision.BF16));
            List<VideoScore> wide = new VideoScorer(model(), 2).score(table, Progress.NONE);
            Scores scores = new VideoScorer(model(), ScoringSettings.AUTOMATIC.withBatch(2).on(narrow))
                .scoreReadable(table, Progress.NONE, clip -> {});
            assertThat(scores.report().device()).isEqualTo("CPU, bfloat16");
            for (int video = 0; video < wide.size(); video++) {
                assertThat(scores.videos().get(video).probabilities())
                    .containsExactly(wide.get(video).probabilities(), offset(0.01f))
                    .isNotEqualTo(wide.get(video).probabilities());
            }
        }
    }

    private static ScoringDevice by(Engine engine, Kind kind, Precision... precision) {
        return new ScoringDevice(kind, 0, Stream.of(precision).findFirst(), engine);
    }

    private static Scores scored(VideoModel model, ScoringDevice device, ClipTable table) throws IOException {
        return new VideoScorer(model, ScoringSettings.AUTOMATIC.withBatch(2).on(device))
            .scoreReadable(table, Progress.NONE, clip -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"SlowFast, frames by linspace", "SlowFast, several labels", "Slow-only, non-local with softmax",
        "ir-CSN",
        "X3D", "R(2+1)D of bottlenecks"})
    void onnxRuntimeGivesTheProbabilitiesOfLibtorch(String network) throws IOException {
        Architecture trained = TestNetworks.all().get(network);
        Architecture architecture = trained.with(trained.head(), 2);
        VideoModel model = new VideoModel(architecture, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1),
            Classes.of("dark", "bright"), TestNetworks.weights(architecture.network()), List.of());
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            Scores torch = scored(model, by(Engine.LIBTORCH, Kind.CPU, Precision.FP32), table);
            Scores onnx = scored(model, by(Engine.ONNX_RUNTIME, Kind.AUTOMATIC), table);
            assertThat(onnx.report().device()).isEqualTo("CPU, ONNX Runtime");
            assertThat(torch.report().device()).isEqualTo("CPU");
            for (int video = 0; video < 2; video++) {
                assertThat(onnx.videos().get(video).probabilities())
                    .containsExactly(torch.videos().get(video).probabilities(), offset(1e-4f));
            }
        }
    }

    @Test
    void onnxRuntimeRefusesWhatItDoesNotCompute() throws IOException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 2, 1)) {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> scored(model(), by(Engine.ONNX_RUNTIME, Kind.GPU), table))
                .withMessageContaining("ONNX Runtime computes on the CPU").withMessageContaining("engine libtorch");
            assertThatIllegalArgumentException()
                .isThrownBy(() -> scored(model(), by(Engine.ONNX_RUNTIME, Kind.CPU, Precision.BF16), table))
                .withMessageContaining("32-bit floats").withMessageContaining("engine libtorch");
            ScoringSettings features = new ScoringSettings(2, Optional.empty(), by(Engine.ONNX_RUNTIME, Kind.CPU), true,
                false, Optional.empty());
            assertThatIllegalArgumentException()
                .isThrownBy(() -> new VideoScorer(model(), features).scoreReadable(table, Progress.NONE, clip -> {}))
                .withMessageContaining("no features").withMessageContaining("engine libtorch");
        }
    }

    @ParameterizedTest
    @CsvSource({"onnx, LIBTORCH, FP32, ONNX Runtime alone", "pt, ONNX_RUNTIME, FP32, libtorch alone",
        "onnx, AUTOMATIC, BF16, the numbers of its file", "pt, AUTOMATIC, BF16, the numbers of its file"})
    void aNetworkOfAnotherProgramRefusesTheWrongEngineAndNumbers(String ending, Engine engine, Precision precision,
        String reason) throws IOException {
        Path file = folder.resolve("colors." + ending);
        ColorVideos.writeNetwork(file);
        VideoModel colors = ModelImport.read(file, new ImportRequest(Optional.empty(), 0, Classes.NONE, Optional.empty(),
            ColorVideos.SIDE, 0, new ForeignClips(Optional.empty(), ColorVideos.FRAMES, 1, Optional.empty()))).model();
        assertThatIllegalArgumentException()
            .isThrownBy(() -> ModelNetwork.device(colors, by(engine, Kind.CPU, precision))).withMessageContaining(reason);
        assertThatIllegalArgumentException().as("before anything is loaded")
            .isThrownBy(() -> new VideoScorer(colors, ScoringSettings.AUTOMATIC.on(by(engine, Kind.CPU, precision))))
            .withMessageContaining(reason);
        assertThatIllegalArgumentException().isThrownBy(() -> new VideoScorer(colors,
            new ScoringSettings(1, Optional.empty(), ScoringDevice.AUTOMATIC, true, false, Optional.empty())))
            .withMessageContaining("gives no features");
        assertThat(ModelNetwork.device(colors, ScoringDevice.AUTOMATIC).engine())
            .isEqualTo(ending.equals("onnx") ? Engine.ONNX_RUNTIME : Engine.LIBTORCH);
    }

    /** The first of three videos of three clips keeps two whole ones; the last one has none. */
    @Test
    void aVideoWithADamagedClipHasNoScoreButTheReason() throws IOException {
        Path file = folder.resolve("clips.arrow");
        List<VideoScore> whole;
        List<byte[]> frames = new ArrayList<>();
        try (ClipTable table = TestClips.table(file, 9, 3)) {
            whole = new VideoScorer(model(), 2).score(table, Progress.NONE);
            for (int clip : new int[] {1, 6, 7, 8}) {
                byte[] bytes = new byte[table.spec().clipBytes()];
                table.clip(clip).frames().get(0, bytes);
                frames.add(bytes);
            }
        }
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        byte[] damaged = bytes.getBytes(StandardCharsets.ISO_8859_1);
        frames.forEach(clip -> damaged[bytes.indexOf(new String(clip, StandardCharsets.ISO_8859_1)) + 100] ^= 8);
        Files.write(file, damaged);

        try (ClipTable table = ClipTable.open(file)) {
            List<VideoScore> scores = new VideoScorer(model(), 2)
                .scoreReadable(table, Progress.NONE, clip -> {}).videos();
            assertThat(scores).extracting(VideoScore::video).containsExactly("v0", "v1", "v2");
            assertThat(scores.get(0).probabilities()).isNull();
            assertThat(scores.get(0).problem()).startsWith("clip 2 of " + file + " is damaged");
            assertThat(scores.get(1).probabilities()).containsExactly(whole.get(1).probabilities(), offset(1e-6f));
            assertThat(scores.get(2).problem()).startsWith("clip 7 of " + file + " is damaged");
            assertThat(scores.get(2).label()).isEqualTo("dark");
            assertThatThrownBy(() -> new VideoScorer(model(), 2).score(table, Progress.NONE))
                .isInstanceOf(IOException.class).hasMessageContaining("clip 2 of " + file);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVideoThatWasLeftOutComesBeforeTheClipsOfTheNextOne(boolean again) throws IOException {
        ScoringSettings settings = again ? ScoringSettings.AUTOMATIC.withClips().keptIn(folder.resolve("kept"))
            : ScoringSettings.AUTOMATIC;
        List<String> heard = new ArrayList<>();
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            ClipSource clips = TestClips.withUnreadable(table, 0, 1, 1, 2);
            for (int run = 0; run < (again ? 2 : 1); run++) {
                heard.clear();
                new VideoScorer(model(), settings).score(clips, Progress.NONE, clip -> heard.add("clip of " + clip.video()),
                    video -> heard.add(video.video()));
            }
        }
        assertThat(heard).containsExactly("unreadable0", "clip of v0", "clip of v0", "clip of v0", "v0", "unreadable1",
            "unreadable1", "clip of v1", "clip of v1", "clip of v1", "v1", "unreadable2");
    }

    @Test
    void aModelThatWantsBoxesIsRefused() {
        Architecture detection = TestNetworks.detecting().get("SlowFast, detection");
        VideoModel model = new VideoModel(detection, Preprocessing.KINETICS, new VideoModel.Input(16, 64, 64, 2),
            Classes.of("a", "b", "c", "d", "e"), Weights.initial(detection.network(), 1), List.of());
        assertThatThrownBy(() -> new VideoScorer(model, 1)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("detects actions in boxes");
    }

    @Test
    void twoRunsGiveTheSameBits() throws IOException {
        List<VideoScore> first = score(3, VideoScorer.AUTOMATIC);
        List<VideoScore> second = score(3, VideoScorer.AUTOMATIC);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).probabilities()).isEqualTo(first.get(i).probabilities());
        }
    }

    /** Each layer of it makes activations about 10^6 times larger: after some, they are beyond 32 bits. */
    private static VideoModel overflowing() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1), Classes.of("dark", "bright"),
            TestNetworks.overflowing(model().weights()), List.of());
    }

    @ParameterizedTest
    @EnumSource(ViewRule.class)
    void scoresThatOverflowAreARowWithTheReasonAndNoClass(ViewRule rule) throws IOException {
        ScoringSettings settings = new ScoringSettings(2, Optional.of(rule), ScoringDevice.CPU, false, false,
            Optional.empty());
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 12, 3)) {
            List<ClipScore> clips = new ArrayList<>();
            Scores scores = new VideoScorer(overflowing(), settings).scoreReadable(table, Progress.NONE, clips::add);
            assertThat(scores.videos()).extracting(VideoScore::video).containsExactly("v0", "v1", "v2", "v3");
            assertThat(scores.broken()).hasSize(4).allMatch(video -> video.probabilities() == null
                && video.problem().contains("not finite"));
            assertThat(clips).isEmpty();
            assertThatIOException().isThrownBy(() -> new VideoScorer(overflowing(), 2).score(table, Progress.NONE))
                .withMessageStartingWith("v0: ").withMessageContaining("not finite");
        }
    }

    @Test
    void scoresThatAreNotFiniteAreNotKept() throws IOException {
        Path kept = folder.resolve("kept");
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            for (int run = 0; run < 2; run++) {
                Scores scores = new VideoScorer(overflowing(), ScoringSettings.AUTOMATIC.keptIn(kept))
                    .scoreReadable(table, Progress.NONE, clip -> {});
                assertThat(scores.broken()).hasSize(2);
                assertThat(scores.report().reuse().kept()).isZero();
            }
        }
    }
}
