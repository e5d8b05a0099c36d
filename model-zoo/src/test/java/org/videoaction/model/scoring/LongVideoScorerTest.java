package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.VideoFile;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.quantization.RangeRule;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingPlan;

/** A video of 20 s, 25 frames a second, that is dark but for the time from 6 s to 13 s. */
class LongVideoScorerTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    private static final int DARK = 0;
    private static final int BRIGHT = 1;

    @TempDir
    private static Path folder;

    private static Path video;
    private static VideoModel model;

    @BeforeAll
    static void prepare() throws Exception {
        video = folder.resolve("changes.mp4");
        VideoFile.write(video, 48, 36, 500, 25, (canvas, frame) -> {
            int shade = frame >= 150 && frame < 325 ? 200 : 50;
            canvas.setColor(new Color(shade, shade, shade));
            canvas.fillRect(0, 0, 48, 36);
        });
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 16)) {
            TrainingPlan plan = new TrainingPlan(8, 4,
                new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(8)), Sgd.PYSLOWFAST, 1);
            model = new Trainer(TrainingClips.of(clips), TINY, plan).train(Progress.NONE).model();
        }
    }

    private static List<ActionSegment> score(double step, int batch) throws Exception {
        return score(model, step, batch, video, Progress.NONE);
    }

    private static List<ActionSegment> score(VideoModel model, double step, int batch, Path video, Progress progress)
        throws IOException {
        try (LongVideoScorer scorer = new LongVideoScorer(model, step, ScoringSettings.AUTOMATIC.withBatch(batch),
            VideoLimits.DEFAULT)) {
            return scorer.score(video, progress);
        }
    }

    @Test
    void segmentsStartAndEndWhereTheContentChanges() throws Exception {
        List<ActionSegment> segments = score(0.2, 4);
        assertThat(segments).extracting(ActionSegment::label).containsExactly(DARK, BRIGHT, DARK);
        // a window is 8 frames long and the next one 5 frames later: a border is found to within half of both
        double tolerance = (8 / 2.0 + 5 / 2.0) / 25;
        assertThat(segments.get(0).start()).isZero();
        assertThat(segments.get(0).end()).isCloseTo(6, within(tolerance));
        assertThat(segments.get(1).start()).isEqualTo(segments.get(0).end());
        assertThat(segments.get(1).end()).isCloseTo(13, within(tolerance));
        assertThat(segments.get(2).end()).isCloseTo(20, within(1e-9));
        assertThat(segments.stream().mapToInt(ActionSegment::windows).sum()).as("windows that fit")
            .isEqualTo(1 + (500 - 8) / 5);
    }

    /** 8 frames at 50 a second are 4 at the video's 25; the next window starts 5 frames later. */
    @Test
    void aWindowIsAsLongAsTheClipsOfTheModelsTest() throws Exception {
        TestProtocol usual = model.test();
        VideoModel faster = new VideoModel(model.architecture(), model.preprocessing(), model.input(),
            new TestProtocol(new PySlowFastClips(8, 1, 10, 50, PySlowFastClips.Start.EVEN), usual.space(), usual.resize(),
                usual.rule()),
            model.classes(), model.weights(), model.history());
        List<ActionSegment> segments = score(faster, 0.2, VideoScorer.AUTOMATIC, video, Progress.NONE);
        assertThat(segments).extracting(ActionSegment::label).containsExactly(DARK, BRIGHT, DARK);
        assertThat(segments.stream().mapToInt(ActionSegment::windows).sum()).isEqualTo(1 + (500 - 4) / 5);
    }

    @Test
    void inIntegersProbabilitiesOfWindowsChangeByWhatRoundingChanges() throws Exception {
        assumeTrue(ScoringDevice.computesInBytes(), "this libtorch has no integers for this processor");
        VideoModel quantized;
        try (ClipSource clips = OnDemandClips.of(model.test().recipe(8, VideoLimits.DEFAULT), model.classes(),
            List.of(new ListedVideo(video, null)))) {
            quantized = new ModelQuantizer(model,
                new QuantizationSettings(6, 2, new RangeRule.Percentile(100), List.of())).quantize(clips, Progress.NONE)
                .model();
        }
        List<ScoredWindow> exact = windows(quantized, ScoringDevice.CPU);
        List<ScoredWindow> rounded = windows(quantized,
            new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(Precision.INT8)));
        assertThat(rounded).hasSameSizeAs(exact).isNotEmpty();
        for (int i = 0; i < exact.size(); i++) {
            assertThat(rounded.get(i).probabilities()).containsExactly(exact.get(i).probabilities(), within(0.1f));
        }
        assertThat(rounded.get(0).probabilities()).isNotEqualTo(exact.get(0).probabilities());
    }

    private static List<ScoredWindow> windows(VideoModel model, ScoringDevice device) throws Exception {
        try (LongVideoScorer scorer = new LongVideoScorer(model, 2, ScoringSettings.AUTOMATIC.withBatch(1).on(device),
            VideoLimits.DEFAULT)) {
            return scorer.windows(video, Progress.NONE);
        }
    }

    @Test
    void theBatchSizeChangesNoBorder() throws Exception {
        assertThat(score(0.4, VideoScorer.AUTOMATIC)).usingRecursiveComparison().withComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b), Double.class).isEqualTo(score(0.4, 3));
    }

    /** Sixty dark frames of 40 ms, then sixty bright ones of 200 ms: 2.4 s and 12 s. */
    @Test
    void segmentsOfAVaryingRateLieWhereTheirFramesAreShown() throws Exception {
        Path varying = folder.resolve("varying.mp4");
        VideoFile.write(varying, 48, 36, IntStream.range(0, 120).map(i -> i < 60 ? 40 * i : 2400 + 200 * (i - 60)).toArray(),
            (canvas, frame) -> {
                int shade = frame < 60 ? 50 : 200;
                canvas.setColor(new Color(shade, shade, shade));
                canvas.fillRect(0, 0, 48, 36);
            });
        List<ActionSegment> segments = score(model, 0.2, VideoScorer.AUTOMATIC, varying, Progress.NONE);
        assertThat(segments).extracting(ActionSegment::label).containsExactly(DARK, BRIGHT);
        assertThat(segments.get(0).end()).isCloseTo(2.4, within((8 / 2.0 + 5 / 2.0) / 25));
        assertThat(String.valueOf(segments.get(0).end())).matches("\\d+\\.\\d{1,6}");
        // the last frame is shown for a millisecond
        assertThat(segments.get(1).end()).isEqualTo(2.4 + 11.8 + 0.001);
    }

    @Test
    void neighboursOfOneClassAreMergedAndTheirProbabilitiesAveraged() {
        assertThat(ActionSegment.of(ScoredWindow.of(new double[] {1, 2, 3, 4},
            List.of(new float[] {0.75f, 0.25f}, new float[] {0.25f, 0.75f}, new float[] {0, 1}, new float[] {1, 0}), 5),
            SegmentRules.NONE))
            .containsExactly(new ActionSegment(0, 1.5, 0, 0.75, 1), new ActionSegment(1.5, 3.5, 1, 0.875, 2),
                new ActionSegment(3.5, 5, 0, 1, 1));
    }

    /** All windows together would take 1993 x 24 kB; of 16 neighbours each, a few stretches a core are decoded ahead. */
    @Test
    void memoryDoesNotGrowWithTheVideo() throws Exception {
        Path longer = folder.resolve("longer.mp4");
        VideoFile.write(longer, 48, 36, 2000, 25, (canvas, frame) -> canvas.fillRect(frame % 48, 0, 4, 36));
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();
        // what other tests left may be freed meanwhile, so that growth counts from the lowest level before it
        AtomicLong least = new AtomicLong(direct.getMemoryUsed());
        AtomicLong most = new AtomicLong();
        AtomicLong highest = new AtomicLong();
        List<ActionSegment> segments = score(model, 0.04, 16, longer, (fraction, message) -> {
            long used = direct.getMemoryUsed();
            highest.accumulateAndGet(used, Math::max);
            most.accumulateAndGet(used - least.accumulateAndGet(used, Math::min), Math::max);
        });
        assertThat(segments.stream().mapToInt(ActionSegment::windows).sum()).isEqualTo(2000 - 8 + 1);
        long stretches = 4L * Runtime.getRuntime().availableProcessors() + 8;
        assertThat(highest.get()).as("clips lie in this memory").isPositive();
        assertThat(most.get()).isLessThan(stretches * 16 * TestClips.SPEC.clipBytes());
    }

    @Test
    void aVideoThatCannotBeReadIsNamed() {
        assertThatIOException().isThrownBy(
            () -> score(model, 1, VideoScorer.AUTOMATIC, folder.resolve("gone.mp4"), Progress.NONE))
            .withMessageContaining("gone.mp4: does not exist");
    }

    @Test
    void aVideoWhoseScoresOverflowHasTheReasonAndNoSegment() {
        VideoModel overflowing = new VideoModel(TINY, model.preprocessing(), model.input(), model.classes(),
            TestNetworks.overflowing(model.weights()), List.of());
        assertThatIOException().isThrownBy(() -> score(overflowing, 5, VideoScorer.AUTOMATIC, video, Progress.NONE))
            .withMessageContaining("changes.mp4").withMessageContaining("not finite numbers");
    }

    @Test
    void itCanBeCancelled() {
        assertThatThrownBy(() -> score(model, 0.1, 1, video, (fraction, message) -> {
            if (fraction > 0.2) {
                throw new CancellationException("enough");
            }
        })).isInstanceOf(CancellationException.class);
    }
}
