package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.list.Classes;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.metrics.Calibration;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.network.X3d;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.scoring.TemperatureScaling.Viewed;

class TemperatureScalingTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);

    @TempDir
    private Path folder;

    @Test
    void aModelThatIsSurerThanItIsRightIsBroughtToItsAccuracy() {
        // 6 of 10 are right with a confidence of 0.9: the odds of 9 become those of 0.6, 1.5
        TemperatureScaling scaling = TemperatureScaling.of(videos(6, 0.9f), ViewRule.PROBABILITIES);
        assertThat(scaling.temperature()).isEqualTo(Math.log(9) / Math.log(1.5), within(0.001));
        assertThat(scaling.before().error()).isEqualTo(0.3, within(1e-6));
        assertThat(scaling.after().error()).isEqualTo(0, within(1e-4));
        assertThat(scaling.accuracy()).isEqualTo(0.6);
        assertThat(scaling.videos()).isEqualTo(10);
    }

    @Test
    void aModelThatIsTooCarefulGetsATemperatureBelowOne() {
        assertThat(TemperatureScaling.of(videos(9, 0.6f), ViewRule.PROBABILITIES).temperature())
            .isEqualTo(Math.log(1.5) / Math.log(9), within(0.001));
    }

    private static List<Viewed> videos(int right, float confidence) {
        return IntStream.range(0, 10)
            .mapToObj(i -> new Viewed(List.of(new float[] {confidence, 1 - confidence}), i < right ? 0 : 1)).toList();
    }

    @Test
    void theCalibratedModelScoresAsWasForeseen() throws IOException {
        VideoModel model = model(TINY);
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            TemperatureScaling scaling = TemperatureScaling.of(model, clips, ScoringSettings.AUTOMATIC, Progress.NONE);
            assertThat(scaling.videos()).isEqualTo(2);
            assertThat(scaling.after().logLoss()).isLessThanOrEqualTo(scaling.before().logLoss());
            assertThat(of(model, clips)).isEqualTo(scaling.before().logLoss(), within(1e-6));
            assertThat(scaling.calibrated(model).provenance().steps()).last()
                .satisfies(step -> assertThat(step.machine()).containsKeys("device", "processor", "threads", "system"));
            assertThat(of(scaling.calibrated(model), clips)).isEqualTo(scaling.after().logLoss(), within(1e-5));
        }
    }

    @Test
    void videosThatCannotBeReadArePassedOverWhereverTheyStand() throws IOException {
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 6, 3)) {
            TemperatureScaling of = TemperatureScaling.of(model(TINY), clips, ScoringSettings.AUTOMATIC, Progress.NONE);
            TemperatureScaling with = TemperatureScaling.of(model(TINY), TestClips.withUnreadable(clips, 0, 1),
                ScoringSettings.AUTOMATIC, Progress.NONE);
            assertThat(with.temperature()).isEqualTo(of.temperature());
            assertThat(with.videos()).isEqualTo(2);
        }
    }

    private static double of(VideoModel model, ClipTable clips) throws IOException {
        List<VideoScore> scores = new VideoScorer(model, 1).score(clips, Progress.NONE);
        return Calibration.of(scores.stream().mapToInt(score -> model.classes().index(score.label())).toArray(),
            scores.stream().map(VideoScore::values).toList()).logLoss();
    }

    @Test
    void modelsOfSeveralLabelsAreRefused() throws IOException {
        SlowFast several = TINY.with(Head.MULTI_LABEL, 2);
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 2, 1)) {
            assertThatIllegalArgumentException().isThrownBy(
                () -> TemperatureScaling.of(model(several), clips, ScoringSettings.AUTOMATIC, Progress.NONE))
                .withMessageContaining("choose one class of several");
        }
    }

    @Test
    void modelsThatAverageProbabilitiesOfWindowsAreRefused() throws IOException {
        SlowFast windows = TINY.with(new Head(1), 2);
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 2, 1)) {
            assertThatIllegalArgumentException().isThrownBy(
                () -> TemperatureScaling.of(model(windows), clips, ScoringSettings.AUTOMATIC, Progress.NONE))
                .withMessageContaining("several windows");
        }
        X3d x3d = (X3d) TestNetworks.all().get("X3D").with(new Head(1), 2);
        assertThat(x3d.averagesWindows()).isTrue();
        // the mean of scores is divided as each of them is
        assertThat(x3d.with(true, X3d.Positions.SCORES).averagesWindows()).isFalse();
    }

    private static VideoModel model(SlowFast network) {
        return new VideoModel(network, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1),
            Classes.of("dark", "bright"), Weights.initial(network.network(), 5), List.of());
    }
}
