package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.annotation.Mark.Kind;
import org.videoaction.data.annotation.VideoAnnotator;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.generated.VideoFile;

/** Ten frames of 40 ms, then ten of 200 ms; each tells its number by its brightness. */
class VaryingRateTest {

    private static final int[] MILLISECONDS = IntStream.range(0, 20).map(i -> i < 10 ? 40 * i : 400 + 200 * (i - 10))
        .toArray();
    private static final int STEP = 12;

    @TempDir
    private static Path folder;

    private static Path video;

    @BeforeAll
    static void writeVideo() throws IOException {
        video = folder.resolve("varying.mp4");
        VideoFile.write(video, 64, 64, MILLISECONDS, (canvas, frame) -> {
            canvas.setColor(new Color(STEP * frame, STEP * frame, STEP * frame));
            canvas.fillRect(0, 0, 64, 64);
        });
    }

    /** The numbers that the frames of the only clip show. */
    private static int[] shown(TemporalSampling time, Span span) throws VideoException {
        ViewReader reader = new ViewReader(new ClipSampling(time,
            new SpatialSampling(16, 16, 16, SpatialSampling.Place.CENTRE, false)), VideoLimits.DEFAULT);
        VideoViews read = reader.read(video, span, () -> new SplittableRandom(1));
        ByteBuffer clip = read.clips().get(0);
        int[] numbers = IntStream.range(0, time.length())
            .map(t -> Math.round((clip.get(t * 16 * 16) & 0xff) / (float) STEP)).toArray();
        assertThat(read.steadyFps()).isZero();
        assertThat(read.views().get(0).frames()).as("the frames that the view names").containsExactly(numbers);
        return numbers;
    }

    @Test
    void aClipRoundAKeyFrameAtAnotherRateLiesAtItsTimes() throws IOException {
        // 0.2 s apart round 0.4 s: at 0, 0.2, 0.4, 0.6 and 0.8 s
        assertThat(shown(new KeyFrameClips(5, 1, 5), new Span(0.4, 0.4))).containsExactly(0, 5, 10, 11, 12);
    }

    @Test
    void clipsAtAnotherRateHaveItsDistances() throws IOException {
        for (TemporalSampling time : List.of(new UniformClips(9, 1, 1, 5, PastEnd.LOOP),
            new PySlowFastClips(9, 1, 1, 5, PySlowFastClips.Start.EVEN_TO_END))) {
            int[] numbers = shown(time, null);
            for (int i = 1; i < numbers.length; i++) {
                // 0.2 s, and what one frame of the first or two of the even rate may be off
                assertThat(MILLISECONDS[numbers[i]] - MILLISECONDS[numbers[i - 1]]).as("%s, frame %d of %s", time, i,
                    Arrays.toString(numbers)).isBetween(120, 280);
            }
        }
    }

    @Test
    void aSegmentAtAnotherRateStaysInItsTime() throws IOException {
        // the second from 0.4 s on has five frames a second of its own
        assertThat(shown(new UniformClips(5, 1, 1, 5, PastEnd.LOOP), new Span(0.4, 1.4)))
            .containsExactly(10, 11, 12, 13, 14);
    }

    @Test
    void itsDurationIsThatOfItsFrames() throws IOException {
        VideoReport report = new VideoProbe(VideoLimits.DEFAULT).scan(EdgeVideo.named("vfr_60_12.mp4").file());
        assertThat(report.seconds()).isEqualTo(2, within(1e-3));
    }

    @Test
    void annotatedFramesAreShownWhenTheyWere() throws IOException {
        List<Integer> green = new ArrayList<>();
        List<Double> times = annotated(video, new Span(0.36, 0.8), green);
        assertThat(times).hasSize(20);
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).isEqualTo(MILLISECONDS[i] / 1000.0, within(1e-3));
        }
        // those at 0.36, 0.4 and 0.6 s
        assertThat(green).containsExactly(9, 10, 11);
    }

    @Test
    void anAnnotatedVideoIsAsLongAsItWas() throws IOException {
        Path varying = EdgeVideo.named("vfr_60_12.mp4").file();
        List<Double> times = annotated(varying, new Span(0, 1), new ArrayList<>());
        double[] wanted = new VideoProbe(VideoLimits.DEFAULT).times(varying);
        // the last frame, of a twelfth of a second, is there twice
        assertThat(times).hasSize(wanted.length + 1);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(times.get(i)).isEqualTo(wanted[i], within(1e-3));
        }
        assertThat(new VideoProbe(VideoLimits.DEFAULT).scan(folder.resolve("annotated.mp4")).seconds())
            .isEqualTo(2, within(2e-3));
    }

    /** When the frames of the annotated video are shown, and the numbers of those with a green box. */
    private static List<Double> annotated(Path source, Span span, List<Integer> green) throws IOException {
        Path target = folder.resolve("annotated.mp4");
        List<Double> times = new ArrayList<>();
        Mark mark = new Mark(Kind.PREDICTION, span, new RelativeBox(0.2, 0.2, 0.8, 0.8), List.of());
        int frames = new VideoAnnotator(VideoLimits.DEFAULT).annotate(source, List.of(mark), target, Progress.NONE);
        new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(target, (frame, index, seconds) -> {
            times.add(seconds);
            boolean marked = IntStream.range(0, frame.size().width())
                .anyMatch(
                    x -> frame.pixel(1, x, frame.size().height() / 2) - frame.pixel(0, x, frame.size().height() / 2) > 60);
            if (marked) {
                green.add(index);
            }
        });
        assertThat(times).hasSize(frames);
        return times;
    }

    @Test
    void timesAreReadAsPeopleExpect() {
        long[] ninetyThousand = {900_000, 903_003, 1_080_000};
        FrameTimes times = new FrameTimes(ninetyThousand, 3000, 90_000);
        assertThat(times.seconds(1)).hasToString("0.033367");
        assertThat(times.seconds(2)).hasToString("2.0");
        assertThat(times.at(1.5)).hasToString("1.016683");
        assertThat(Seconds.rounded(902.04 - 900)).hasToString("2.04");
    }

    /** What is read to the microsecond names the frame that it was read of. */
    @Test
    void aFrameIsFoundByItsRoundedTime() {
        long[] ntsc = new long[3000];
        Arrays.setAll(ntsc, i -> 1001L * i);
        FrameTimes times = new FrameTimes(ntsc, 1001, 30_000);
        for (int i = 0; i < ntsc.length; i++) {
            assertThat(times.during(new Span(times.seconds(i), times.seconds(i)))).isEqualTo(new Stretch(i, 1));
        }
    }
}
