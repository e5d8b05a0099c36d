package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.LabelledBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.KeyFrameViews;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;
import org.videoaction.generated.VideoFile;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.quantization.RangeRule;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.TorchNetwork;

class ActionDetectorTest {

    private static final Classes CLASSES = Classes.of("sit", "stand", "talk");
    private static final SinglePathway SLOW = new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 4, NonLocal.NONE,
        Head.detection(Regions.PYSLOWFAST), 0, CLASSES.size());
    private static final RelativeBox LEFT = new RelativeBox(0, 0.1, 0.4, 0.9);
    private static final RelativeBox RIGHT = new RelativeBox(0.5, 0, 1, 0.5);
    /** Below that of floats that were added up in another order. */
    private static final float ROUNDING = 1e-4f;

    @TempDir
    private static Path folder;

    private static Path video;

    /** 96 x 64 pixels, 25 frames a second; a bright square wanders to the right. */
    @BeforeAll
    static void writeVideo() throws IOException {
        video = folder.resolve("square.mp4");
        VideoFile.write(video, 96, 64, 30, 25, (canvas, frame) -> {
            canvas.clearRect(0, 0, 96, 64);
            canvas.fillRect(2 * frame, 20, 20, 20);
        });
    }

    private static VideoModel model(Architecture architecture) {
        return new VideoModel(architecture, Preprocessing.KINETICS, new VideoModel.Input(4, 64, 64, 2), CLASSES,
            TestNetworks.weights(architecture.network()), List.of());
    }

    private static ListedVideo keyFrame(Path path, double seconds) {
        return ListedVideo.keyFrame(path, seconds,
            List.of(new LabelledBox(LEFT, List.of()), new LabelledBox(RIGHT, List.of())));
    }

    private static List<BoxScore> detect(List<ListedVideo> keyFrames, List<Integer> sides, boolean flip) {
        List<BoxScore> scores = new ArrayList<>();
        new ActionDetector(model(SLOW), DetectionSettings.of(sides, flip)).detect(keyFrames, Progress.NONE,
            (frame, ofBoxes) -> scores.addAll(ofBoxes));
        return scores;
    }

    /** What the plain network says of the two boxes of a view. */
    private static float[][] expected(int side, boolean mirrored) throws IOException {
        VideoViews read = new ViewReader(new KeyFrameViews(new KeyFrameClips(4, 2, 0), List.of(side), true),
            VideoLimits.DEFAULT).read(video, new Span(0.6, 0.6), () -> new SplittableRandom(1));
        int width = side * 96 / 64;
        float[] boxes = mirrored
            ? new float[] {0, 0.6f * width, 0.1f * side, width, 0.9f * side, 0, 0, 0, 0.5f * width, 0.5f * side}
            : new float[] {0, 0, 0.1f * side, 0.4f * width, 0.9f * side, 0, 0.5f * width, 0, width, 0.5f * side};
        VideoModel model = model(SLOW);
        try (TorchNetwork network = new TorchNetwork(model.architecture().network(), model.preprocessing(),
            model.weights())) {
            return network.predict(read.clips().get(mirrored ? 1 : 0), boxes, 1, 3, 4, side, width);
        }
    }

    @Test
    void eachBoxIsScoredInTheWholeFrameRoundItsTime() throws IOException {
        List<BoxScore> scores = detect(List.of(keyFrame(video, 0.6)), List.of(64), false);
        float[][] expected = expected(64, false);
        assertThat(scores).hasSize(2);
        for (int box = 0; box < 2; box++) {
            assertThat(scores.get(box).probabilities()).containsExactly(expected[box], within(ROUNDING));
        }
        assertThat(scores.get(0).probabilities()).isNotEqualTo(scores.get(1).probabilities());
    }

    @Test
    void severalSizesAndMirroredFramesAreAveraged() throws IOException {
        List<BoxScore> scores = detect(List.of(keyFrame(video, 0.6)), List.of(64, 96), true);
        float[][][] views = {expected(64, false), expected(64, true), expected(96, false), expected(96, true)};
        assertThat(views[0][0]).as("a view by itself").isNotEqualTo(views[1][0]);
        for (int box = 0; box < 2; box++) {
            for (int c = 0; c < CLASSES.size(); c++) {
                float mean = 0;
                for (float[][] view : views) {
                    mean += view[box][c] / views.length;
                }
                assertThat(scores.get(box).probabilities()[c]).isCloseTo(mean, within(ROUNDING));
            }
        }
    }

    @Test
    void withoutASizeFramesAreEightSeventhsOfTheTrainingCrop() {
        // 64 x 256 / 224
        assertThat(detect(List.of(keyFrame(video, 0.6)), List.of(), false)).usingRecursiveComparison()
            .isEqualTo(detect(List.of(keyFrame(video, 0.6)), List.of(73), false));
    }

    @Test
    void brokenVideosAndTimesBehindTheEndHaveTheReason() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "no video");
        List<BoxScore> scores = detect(List.of(keyFrame(broken, 0.6), keyFrame(video, 0.6), keyFrame(video, 7)), List.of(64),
            false);
        assertThat(scores).hasSize(6);
        assertThat(scores.get(1).probabilities()).isNull();
        assertThat(scores.get(1).problem()).contains("cannot be opened as a video");
        assertThat(scores.get(2).probabilities()).hasSize(3);
        assertThat(scores.get(2).problem()).isNull();
        assertThat(scores.get(5).problem()).contains("ends after 1.20 s");
    }

    @Test
    void boxesWhoseScoresOverflowHaveTheReasonAndNoProbabilities() {
        VideoModel sound = model(SLOW);
        VideoModel overflowing = new VideoModel(SLOW, Preprocessing.KINETICS, sound.input(), CLASSES,
            TestNetworks.overflowing(sound.weights()), List.of());
        List<BoxScore> scores = new ArrayList<>();
        new ActionDetector(overflowing, DetectionSettings.of(List.of(64), true)).detect(List.of(keyFrame(video, 0.6)),
            Progress.NONE, (frame, ofBoxes) -> scores.addAll(ofBoxes));
        assertThat(scores).hasSize(2).allMatch(score -> score.probabilities() == null
            && score.problem().contains("not finite numbers"));
    }

    @Test
    void inBfloat16ProbabilitiesChangeLittle() {
        List<BoxScore> exact = detect(List.of(keyFrame(video, 0.6)), List.of(64), false);
        List<BoxScore> rounded = new ArrayList<>();
        new ActionDetector(model(SLOW), new DetectionSettings(List.of(64), false, 0, VideoLimits.DEFAULT, 1,
            new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(Precision.BF16)))).detect(List.of(keyFrame(video, 0.6)),
                Progress.NONE, (frame, ofBoxes) -> rounded.addAll(ofBoxes));
        for (int box = 0; box < 2; box++) {
            assertThat(rounded.get(box).probabilities()).containsExactly(exact.get(box).probabilities(), within(0.05f))
                .isNotEqualTo(exact.get(box).probabilities());
        }
    }

    @Test
    void inIntegersProbabilitiesChangeByWhatRoundingChanges() throws IOException {
        assumeTrue(ScoringDevice.computesInBytes(), "this libtorch has no integers for this processor");
        List<ListedVideo> keyFrames = List.of(keyFrame(video, 0.6));
        VideoModel quantized;
        try (ClipSource clips = OnDemandClips.of(model(SLOW).test().recipe(2, VideoLimits.DEFAULT), CLASSES,
            List.of(new ListedVideo(video, null)))) {
            quantized = new ModelQuantizer(model(SLOW),
                new QuantizationSettings(2, 1, new RangeRule.Percentile(100), List.of())).quantize(clips, Progress.NONE)
                .model();
        }
        List<BoxScore> exact = detect(keyFrames, List.of(64), false);
        List<BoxScore> rounded = new ArrayList<>();
        new ActionDetector(quantized, new DetectionSettings(List.of(64), false, 0, VideoLimits.DEFAULT, 1,
            new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(Precision.INT8)))).detect(keyFrames, Progress.NONE,
                (frame, ofBoxes) -> rounded.addAll(ofBoxes));
        for (int box = 0; box < 2; box++) {
            assertThat(rounded.get(box).probabilities()).containsExactly(exact.get(box).probabilities(), within(0.1f))
                .isNotEqualTo(exact.get(box).probabilities());
        }
    }

    @Test
    void modelsOfWholeClipsAreRefused() {
        VideoModel classifier = model(SLOW.with(Head.MULTI_LABEL, CLASSES.size()));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new ActionDetector(classifier, DetectionSettings.of(List.of(), false)))
            .withMessageContaining("does not look into boxes").withMessageContaining("Action Predictor");
    }

    @Test
    void detectionStopsWhenItIsCancelled() {
        ActionDetector detector = new ActionDetector(model(SLOW), DetectionSettings.of(List.of(64), false));
        List<ListedVideo> scored = new ArrayList<>();
        assertThatThrownBy(() -> detector.detect(List.of(keyFrame(video, 0.2), keyFrame(video, 0.4), keyFrame(video, 0.6)),
            (fraction, message) -> {
                if (!scored.isEmpty()) {
                    throw new CancellationException("enough");
                }
            }, (frame, scores) -> scored.add(frame))).isInstanceOf(CancellationException.class);
        assertThat(scored).hasSize(1);
    }
}
