package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.sampling.Box;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.RandomBox;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.sampling.View;
import org.videoaction.generated.Motion;
import org.videoaction.generated.MotionVideos;
import org.videoaction.generated.VideoFile;

class ViewReaderTest {

    private static final SpatialSampling CENTRE = new SpatialSampling(48, 48, 40, Place.CENTRE, false);
    private static final VideoLimits LIMITS = EdgeVideosTest.GENEROUS;

    @TempDir
    Path folder;

    @AfterEach
    void nobodyIsInterrupted() {
        Thread.interrupted();
    }

    static Stream<Arguments> edgeVideosAndSamplings() {
        List<TemporalSampling> samplings = List.of(new RandomClips(4, 3, 1), new UniformClips(3, 2, 4),
            new UniformClips(1, 1, 1));
        return EdgeVideo.decodableOnes().filter(video -> video.width() < 4096)
            .flatMap(video -> samplings.stream().map(sampling -> Arguments.of(video, sampling)));
    }

    @ParameterizedTest
    @EnabledIf("org.videoaction.data.video.EdgeVideosTest#present")
    @MethodSource("edgeVideosAndSamplings")
    void whatIsLeftOutChangesNoPixel(EdgeVideo video, TemporalSampling time) throws IOException {
        for (int seed = 0; seed < 3; seed++) {
            assertSameAsDecodingEverything(video.file(), new ClipSampling(time, CENTRE), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-c:v libx264 -preset fast -g 250 -pix_fmt yuv420p",
        "-c:v libx264 -preset slow -g 24 -bf 5 -b_strategy 2 -pix_fmt yuv420p",
        "-c:v libx264 -x264-params open-gop=1:keyint=20:min-keyint=20 -pix_fmt yuv420p",
        "-c:v libx264 -x264-params intra-refresh=1:keyint=30 -pix_fmt yuv420p",
        "-c:v libx264 -flags +ildct+ilme -x264-params tff=1 -pix_fmt yuv420p",
        "-c:v libx265 -x265-params log-level=error:keyint=25 -pix_fmt yuv420p",
        "-c:v libx265 -x265-params log-level=error:keyint=25:temporal-layers=3:bframes=7 -pix_fmt yuv420p",
        "-c:v libvpx-vp9 -g 30 -deadline realtime -cpu-used 8 -pix_fmt yuv420p",
        "-c:v mpeg4 -g 15 -bf 2 -pix_fmt yuv420p"})
    void longerVideosOfAnyCodecAreReadExactly(String options) throws IOException {
        assumeTrue(FfmpegProgram.present(), "the ffmpeg program is not installed");
        for (String container : List.of("mp4", "mkv")) {
            Path video = folder.resolve("long." + container);
            FfmpegProgram.encode(video, 180, "160x120", options.split(" "));
            List<byte[]> everything = DecodedFrames.of(video, new FrameSize(64, 48), Resize.FAST);
            for (TemporalSampling time : List.of(new RandomClips(4, 3, 1), new UniformClips(3, 4, 3))) {
                for (int seed = 0; seed < 4; seed++) {
                    ClipSampling sampling = new ClipSampling(time, CENTRE);
                    assertClips(new ViewReader(sampling, LIMITS).read(video, random(seed)), everything, 0);
                }
            }
        }
    }

    @Test
    void aViewHasTheFramesAndThePartThatItNames() throws IOException {
        Path video = video(60, 96);
        ClipSampling sampling = new ClipSampling(new UniformClips(8, 4, 3),
            new SpatialSampling(48, 48, 40, Place.THREE, true));

        assertSameAsDecodingEverything(video, sampling, 5);
    }

    @Test
    void aVideoShorterThanItsClipStartsOver() throws IOException {
        assertSameAsDecodingEverything(video(5, 64), new ClipSampling(new UniformClips(8, 2, 1), CENTRE), 0);
    }

    @Test
    void allFramesOfAClipChangeTheirColoursAlike() throws IOException {
        Path video = video(20, 64);
        TemporalSampling time = new UniformClips(4, 2, 2);
        VideoViews plain = new ViewReader(new ClipSampling(time, CENTRE), LIMITS).read(video, random(1));
        VideoViews bright = new ViewReader(new ClipSampling(time, CENTRE, new ColourJitter(0.5, 0, 0)), LIMITS)
            .read(video, random(1));

        Set<Double> factors = new HashSet<>();
        for (int v = 0; v < 2; v++) {
            double factor = bright.views().get(v).colour().steps().get(0).factor();
            factors.add(factor);
            for (int i = 0; i < plain.clips().get(v).capacity(); i++) {
                double expected = Math.min(255, factor * (plain.clips().get(v).get(i) & 0xff));
                assertThat((double) (bright.clips().get(v).get(i) & 0xff)).isCloseTo(expected, within(0.501));
            }
        }
        assertThat(factors).hasSize(2);
    }

    @Test
    void aRandomPartOfTheFrameFillsTheCrop() throws IOException {
        Path video = video(12, 96);
        SpatialSampling anyPart = new SpatialSampling(40, 40, 40, Place.RANDOM_RESIZED, true);
        Set<FrameSize> sizes = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            assertSameAsDecodingEverything(video, new ClipSampling(new UniformClips(3, 2, 1), anyPart), seed);
            sizes.add(new ViewReader(new ClipSampling(new UniformClips(3, 2, 1), anyPart), LIMITS)
                .read(video, random(seed)).views().get(0).space().scaled());
        }
        assertThat(sizes).hasSizeGreaterThan(8);
    }

    @Test
    void aRandomPartIsThePartThatItsBoxNames() throws IOException {
        Path video = folder.resolve("quarters.mp4");
        // red left above, green right above, blue left below, white right below
        VideoFile.write(video, 128, 128, 3, 25, (canvas, frame) -> {
            Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
            for (int quarter = 0; quarter < 4; quarter++) {
                canvas.setColor(colours[quarter]);
                canvas.fillRect(quarter % 2 * 64, quarter / 2 * 64, 64, 64);
            }
        });
        SpatialSampling anyPart = new SpatialSampling(32, 32, 32, Place.RANDOM_RESIZED, false);
        for (int seed = 0; seed < 20; seed++) {
            VideoViews read = new ViewReader(new ClipSampling(new UniformClips(1, 1, 1), anyPart), LIMITS)
                .read(video, random(seed));
            Box box = RandomBox.DEFAULT.sample(new FrameSize(128, 128), drawnAfterTime(seed));
            for (int y = 2; y < 32; y += 4) {
                for (int x = 2; x < 32; x += 4) {
                    double left = box.x() + (x + 0.5) * box.width() / 32;
                    double top = box.y() + (y + 0.5) * box.height() / 32;
                    if (Math.abs(left - 64) > 8 && Math.abs(top - 64) > 8) {
                        assertColour(read.clips().get(0), y * 32 + x, left > 64, top > 64);
                    }
                }
            }
        }
    }

    /** Uniform clips draw nothing: the box is the first that is drawn. */
    private static RandomGenerator drawnAfterTime(int seed) {
        return random(seed).get();
    }

    private static void assertColour(ByteBuffer clip, int pixel, boolean right, boolean below) {
        boolean[] channels = {right == below, right, below};
        for (int channel = 0; channel < channels.length; channel++) {
            int value = clip.get(channel * 32 * 32 + pixel) & 0xff;
            assertThat(value > 127).as("channel %d, right %s, below %s: %d", channel, right, below, value)
                .isEqualTo(channels[channel]);
        }
    }

    @Test
    void framesThatAreMissingAreNamedAndNotSampled() throws IOException {
        EdgeVideo truncated = EdgeVideo.named("truncated_faststart.mp4");

        VideoViews read = new ViewReader(new ClipSampling(new UniformClips(4, 1, 8), CENTRE), LIMITS)
            .read(truncated.file(), random(0));

        // that it was cut from this one, its list of frames still says
        assertThat(read.problem()).contains("of " + EdgeVideo.named("h264_nob_faststart.mp4").frames() + " frames");
        assertThat(read.views()).allMatch(view -> view.lastFrame() < truncated.frames() + EdgeVideosTest.FEW);
    }

    @Test
    void theFourPixelResizeServesTheSameFrames() throws IOException {
        Path video = video(20, 96);
        ClipSampling sampling = new ClipSampling(new UniformClips(4, 2, 1), CENTRE);

        VideoViews read = new ViewReader(sampling, LIMITS, Resize.REFERENCE).read(video, random(0));

        assertClips(read, DecodedFrames.of(video, new FrameSize(48, 48), Resize.REFERENCE), 0);
    }

    @Test
    void largeFramesAreRefusedBeforeTheyAreDecoded() throws IOException {
        Path video = video(3, 96);
        VideoLimits small = new VideoLimits(96 * 95, Duration.ofMinutes(1), 10);

        assertThatThrownBy(() -> new ViewReader(new ClipSampling(new UniformClips(1, 1, 1), CENTRE), small)
            .read(video, random(0))).isInstanceOf(VideoException.class).hasMessageContaining("96 x 96")
            .hasMessageContaining(video.toString());
    }

    @Test
    void timeThatIsOverEndsEvenTheOpeningOfAFile() throws IOException {
        Path video = video(30, 96);
        VideoLimits noTime = new VideoLimits(1_000_000, Duration.ZERO, 10);

        assertThatThrownBy(() -> new ViewReader(new ClipSampling(new UniformClips(1, 1, 1), CENTRE), noTime)
            .read(video, random(0))).isInstanceOf(VideoException.class).hasMessageContaining("took more than");
    }

    @Test
    void anInterruptedThreadStopsReading() throws IOException {
        Path video = video(30, 96);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new ViewReader(new ClipSampling(new UniformClips(1, 1, 1), CENTRE), LIMITS)
            .read(video, random(0))).isInstanceOf(CancellationException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anEmptyFolderAndAMissingFileAreNamedForWhatTheyAre() {
        ViewReader reader = new ViewReader(new ClipSampling(new UniformClips(1, 1, 1), CENTRE), LIMITS);

        assertThatThrownBy(() -> reader.read(folder, random(0))).hasMessageContaining("is a folder without frames");
        assertThatThrownBy(() -> reader.read(folder.resolve("none.mp4"), random(0)))
            .hasMessageContaining("does not exist");
    }

    @Test
    void aPlaylistDoesNotReachTheNetwork() throws IOException {
        Path list = Files.writeString(folder.resolve("list.mp4"), """
            #EXTM3U
            #EXT-X-TARGETDURATION:10
            #EXTINF:10,
            http://127.0.0.1:9/segment.ts
            #EXT-X-ENDLIST
            """);

        assertThat(new VideoProbe(LIMITS).decode(list).status()).isEqualTo(VideoReport.Status.FAILED);
    }

    private Path video(int frames, int side) throws IOException {
        new MotionVideos(1, 0, side, frames, 3).write(folder);
        return folder.resolve("train/" + Motion.MOVE_LEFT.label() + "_0.mp4");
    }

    private static Supplier<RandomGenerator> random(int seed) {
        return () -> new SplittableRandom(seed);
    }

    private static void assertSameAsDecodingEverything(Path video, ClipSampling sampling, int seed)
        throws IOException {
        VideoViews read = new ViewReader(sampling, LIMITS).read(video, random(seed));
        FrameSize upright = read.views().get(0).space().scaled();
        FrameSize coded = read.info().rotation() % 180 == 0 ? upright : upright.turned();
        assertClips(read, DecodedFrames.of(video, coded, Resize.FAST), read.info().rotation());
    }

    private static void assertClips(VideoViews read, List<byte[]> everything, int rotation) {
        for (int v = 0; v < read.views().size(); v++) {
            View view = read.views().get(v);
            for (int time = 0; time < view.frames().length; time++) {
                byte[] frame = everything.get(view.frames()[time]);
                String pixel = firstDifference(read.clips().get(v), view, time, frame, rotation);
                assertThat(pixel).as("view %d, frame %d", v, view.frames()[time]).isNull();
            }
        }
    }

    /** Where a clip differs from the frame that it should hold, or null. */
    private static String firstDifference(ByteBuffer clip, View view, int time, byte[] coded, int rotation) {
        Crop crop = view.space();
        int side = crop.width();
        int width = crop.scaled().width();
        int height = crop.scaled().height();
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    int x = crop.x() + (crop.flipped() ? side - 1 - column : column);
                    int y = crop.y() + row;
                    int source = switch (rotation) {
                        case 90 -> x * height + (height - 1 - y);
                        case 180 -> (height - 1 - y) * width + (width - 1 - x);
                        case 270 -> (width - 1 - x) * height + y;
                        default -> y * width + x;
                    };
                    byte expected = coded[channel * width * height + source];
                    byte actual = clip.get(((channel * view.frames().length + time) * side + row) * side + column);
                    if (actual != expected) {
                        return "channel %d, row %d, column %d: %d for %d".formatted(channel, row, column, actual,
                            expected);
                    }
                }
            }
        }
        return null;
    }
}
