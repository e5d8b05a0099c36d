package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.generated.VideoFile;

/** Clips from a segment of a video whose frames tell their numbers by their brightness. */
class SegmentTest {

    private static final int SIDE = 32;
    private static final int FRAMES = 30;
    private static final int FPS = 25;
    private static final int STEP = 8;

    @TempDir
    private static Path folder;

    private static Path video;

    @BeforeAll
    static void writeVideo() throws IOException {
        video = folder.resolve("numbered.mp4");
        VideoFile.write(video, SIDE, SIDE, FRAMES, FPS, (canvas, frame) -> {
            canvas.setColor(new Color(STEP * frame, STEP * frame, STEP * frame));
            canvas.fillRect(0, 0, SIDE, SIDE);
        });
    }

    private static VideoViews read(Path file, TemporalSampling time, Span span, int seed) throws VideoException {
        ClipSampling sampling = new ClipSampling(time,
            new SpatialSampling(16, 16, 16, SpatialSampling.Place.CENTRE, false));
        return new ViewReader(sampling, VideoLimits.DEFAULT).read(file, span, () -> new SplittableRandom(seed));
    }

    /** The numbers that the frames of a clip show. */
    private static int[] shown(VideoViews read) {
        ByteBuffer clip = read.clips().get(0);
        return IntStream.range(0, read.views().get(0).frames().length)
            .map(t -> Math.round((clip.get(t * 16 * 16) & 0xff) / (float) STEP)).toArray();
    }

    @Test
    void clipsLieInTheSegment() throws IOException {
        // frames 10 to 19; seven of them are spanned, so that the middle clip starts one later
        VideoViews read = read(video, new UniformClips(4, 2, 1), new Span(0.4, 0.8), 0);

        assertThat(read.views().get(0).frames()).containsExactly(11, 13, 15, 17);
        assertThat(shown(read)).containsExactly(11, 13, 15, 17);
    }

    @Test
    void randomClipsReachAllOfTheSegmentAndNothingElse() throws IOException {
        Set<Integer> seen = new TreeSet<>();
        for (int seed = 0; seed < 40; seed++) {
            VideoViews read = read(video, new RandomClips(2, 2, 1), new Span(0.4, 0.8), seed);
            assertThat(shown(read)).containsExactly(read.views().get(0).frames());
            IntStream.of(shown(read)).forEach(seen::add);
        }
        // clips span three of frames 10 to 19, with one between, and MMAction2 draws all of these starts
        assertThat(seen).isEqualTo(new TreeSet<>(IntStream.range(10, 19).boxed().toList()));
    }

    @Test
    void aSegmentShorterThanTheClipStartsOverOrStops() throws IOException {
        Span three = new Span(0.4, 0.52);

        assertThat(shown(read(video, new UniformClips(4, 2, 1), three, 0))).containsExactly(10, 12, 11, 10);
        assertThat(shown(read(video, new UniformClips(4, 2, 1, 0, PastEnd.REPEAT_LAST), three, 0)))
            .containsExactly(10, 12, 12, 12);
    }

    @Test
    void aSegmentBehindTheEndFailsAndSaysWhy() {
        assertThatThrownBy(() -> read(video, new UniformClips(4, 2, 1), new Span(1.2, 3), 0))
            .isInstanceOf(VideoException.class)
            .hasMessageContaining("ends after 1.20 s, before its segment starts at 1.20 s");
    }

    @Test
    void aSegmentThatGoesOnBehindTheEndIsReadAndSaysSo() throws IOException {
        assertThat(read(video, new UniformClips(4, 2, 1), new Span(0.4, 2.5), 0).problem())
            .isEqualTo("its segment ends at 2.50 s, the video at 1.20 s");
        assertThat(read(video, new UniformClips(4, 2, 1), new Span(0.4, 1.9), 0).problem()).as("rounded by people").isNull();
    }

    @Test
    void aFolderOfFramesHasNoTimes() throws IOException {
        Path frames = Files.createDirectories(folder.resolve("frames"));
        for (int i = 1; i <= 3; i++) {
            ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR), "jpg",
                frames.resolve("img_0000" + i + ".jpg").toFile());
        }

        assertThatThrownBy(() -> read(frames, new UniformClips(1, 1, 1), new Span(0, 1), 0))
            .isInstanceOf(VideoException.class).hasMessageContaining("does not say when they are shown");
    }

    @ParameterizedTest
    @CsvSource({
        // the first frame comes at 5 s
        "start_offset_5s.mkv, 1, 2",
        "h264_bframes.mp4, 0.5, 0.9", "h264_2997.mp4, 0.5, 0.6", "mpegts.ts, 0.2, 0.6", "edit_list.mp4, 0.5, 1",
        // packets without times, or without a frame each
        "mpeg4_odd_171x129.avi, 0.2, 0.6", "wmv2.wmv, 0.2, 0.6", "mpeg2.mpg, 0.5, 0.6"})
    void segmentsAreFoundByTheTimesOfFrames(String name, double start, double end) throws IOException {
        EdgeVideo edge = EdgeVideo.named(name);
        // from the one that is shown at the start to the last that comes before the end; 1e-6 for the rounding of products
        int first = (int) Math.floor(start * edge.fps() + 1e-6);
        int last = (int) Math.ceil(end * edge.fps() - 1e-6) - 1;
        assertSegment(edge, start, end, first, Math.min(edge.frames() - 1, last));
    }

    @Test
    void segmentsOfAVaryingRateAreFoundByTheTimesOfFrames() throws IOException {
        EdgeVideo varying = EdgeVideo.named("vfr_60_12.mp4");
        int inTheFirstSecond = 60;
        int inTheSecond = varying.frames() - inTheFirstSecond;
        assertSegment(varying, 0.5, 1.5, inTheFirstSecond / 2, inTheFirstSecond + inTheSecond / 2 - 1);
        assertSegment(varying, 1, 2, inTheFirstSecond, varying.frames() - 1);
    }

    private static void assertSegment(EdgeVideo edge, double start, double end, int first, int last) throws IOException {
        VideoViews read = read(edge.file(), new UniformClips(last - first + 1, 1, 1), new Span(start, end), 0);

        assertThat(read.views().get(0).frames()).containsExactly(IntStream.rangeClosed(first, last).toArray());
    }

    @Test
    void aVideoWithoutTimesHasNoSegments() throws IOException {
        Path raw = EdgeVideo.named("raw_annexb.264").file();

        assertThatThrownBy(() -> read(raw, new UniformClips(1, 1, 1), new Span(0, 1), 0))
            .isInstanceOf(VideoException.class).hasMessageContaining("does not say when its frames are shown");
    }
}
