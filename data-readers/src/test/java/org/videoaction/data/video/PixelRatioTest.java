package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.annotation.VideoAnnotator;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;

/** Videos of 96 x 72 pixels that are twice as wide as high: 192 x 72 as shown. */
class PixelRatioTest {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;

    @TempDir
    private Path folder;
    private Path video;

    /** The left half is black, the right half white. */
    @BeforeEach
    void write() throws IOException {
        video = write("wide.mp4", "mp4", avcodec.AV_CODEC_ID_H264);
    }

    private Path write(String name, String container, int codec) throws IOException {
        Path file = folder.resolve(name);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(WIDTH / 2, 0, WIDTH / 2, HEIGHT);
        canvas.dispose();
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT);
            Java2DFrameConverter converter = new Java2DFrameConverter()) {
            recorder.setFormat(container);
            recorder.setVideoCodec(codec);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(25);
            recorder.setAspectRatio(2);
            recorder.start();
            for (int i = 0; i < 8; i++) {
                recorder.record(converter.convert(image), avutil.AV_PIX_FMT_BGR24);
            }
            recorder.stop();
        }
        return file;
    }

    private static VideoInfo info(Path file) {
        return new VideoProbe(VideoLimits.DEFAULT).decode(file).info();
    }

    /** Writes numbers of four bytes into a box of an MP4 file, {@code after} bytes behind its name. */
    private Path patched(String box, int after, int... numbers) throws IOException {
        byte[] bytes = Files.readAllBytes(video);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(box);
        assertThat(place).isPositive();
        ByteBuffer at = ByteBuffer.wrap(bytes).position(place + box.length() + after);
        for (int number : numbers) {
            at.putInt(number);
        }
        return Files.write(folder.resolve("patched.mp4"), bytes);
    }

    private Path upright(Path file) throws IOException {
        // the matrix of a quarter turn: 0 1 0, -1 0 0
        return patched("tkhd", 40, 0, 1 << 16, 0, -1 << 16, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"wide.mp4, mp4, libopenh264, 192", "wide.mkv, matroska, libopenh264, 192", "wide.avi, avi, mpeg4, 192",
        // of MPEG-2's four ratios of frames, 2.21 is the widest
        "wide.mpg, mpeg, mpeg2video, 159"})
    void theSizeShownFollowsTheRatioOfContainerOrCodec(String name, String container, String codec, int shown)
        throws IOException {
        VideoInfo info = info(write(name, container, avcodec.avcodec_find_encoder_by_name(codec).id()));
        assertThat(List.of(info.width(), info.height())).containsExactly(WIDTH, HEIGHT);
        assertThat(info.shown()).isEqualTo(new FrameSize(shown, 72));
    }

    /** 180 x 240 pixels of 16:9; x264 wrote the ratio into the stream, too. */
    @Test
    void aRatioThatTheStreamAloneSaysCounts() throws IOException {
        video = EdgeVideo.named("sar_16_9.mp4").file();
        assertThat(info(video).shown()).isEqualTo(new FrameSize(320, 240));
        Path stream = patched("pasp", -"pasp".length(),
            ByteBuffer.wrap("free".getBytes(StandardCharsets.US_ASCII)).getInt());
        assertThat(new VideoProbe(VideoLimits.DEFAULT).scan(stream).info().shown()).isEqualTo(new FrameSize(320, 240));
    }

    @Test
    void aVideoThatStandsUprightIsStretchedBeforeItIsTurned() throws IOException {
        VideoInfo info = info(upright(video));
        assertThat(info.rotation()).isEqualTo(270);
        assertThat(info.shown()).isEqualTo(new FrameSize(72, 192));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "0, 0", "1000, 1", "1, 1000"})
    void aRatioThatNothingIsRecordedWithIsIgnored(int width, int height) throws IOException {
        assertThat(info(patched("pasp", 0, width, height)).shown().height()).isEqualTo(HEIGHT);
        assertThat(info(patched("pasp", 0, width, height)).shown().width()).isIn(WIDTH, 2 * WIDTH);
    }

    private static FrameSize scaled(Path file, Resize resize) throws VideoException {
        ClipSampling sampling = new ClipSampling(new UniformClips(2, 1, 1),
            new SpatialSampling(36, 36, 36, SpatialSampling.Place.THREE, false));
        return new ViewReader(sampling, VideoLimits.DEFAULT, resize).read(file, () -> new SplittableRandom(1)).views().get(0)
            .space().scaled();
    }

    @Test
    void clipsShowSquarePixelsUnlessTheyFollowThoseWhoTakeAllPixelsAsSquare() throws IOException {
        assertThat(scaled(video, Resize.FAST)).isEqualTo(new FrameSize(96, 36));
        assertThat(scaled(video, Resize.REFERENCE)).isEqualTo(new FrameSize(48, 36));
        assertThat(scaled(upright(video), Resize.FAST)).isEqualTo(new FrameSize(36, 96));
    }

    @Test
    void thumbnailsAndFramesShowSquarePixels() throws IOException {
        assertThat(new VideoProbe(VideoLimits.DEFAULT).thumbnail(video, 36).size()).isEqualTo(new FrameSize(96, 36));
        assertThat(new VideoProbe(VideoLimits.DEFAULT).thumbnail(upright(video), 36).size())
            .isEqualTo(new FrameSize(36, 96));
        new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(video, (frame, index, seconds) -> {
            assertThat(frame.size()).isEqualTo(new FrameSize(192, 72));
            // the edge between the halves stays in the middle
            assertThat(frame.pixel(0, 92, 36)).isLessThan(40);
            assertThat(frame.pixel(0, 99, 36)).isGreaterThan(215);
        });
    }

    @Test
    void anAnnotatedVideoHasSquarePixelsOfTheSizeShownAndItsBoxesWhereTheyWere() throws IOException {
        Path target = folder.resolve("annotated.mp4");
        new VideoAnnotator(VideoLimits.DEFAULT).annotate(video, List.of(new Mark(Mark.Kind.PREDICTION, null,
            new RelativeBox(0.5, 0.25, 0.75, 0.75), List.of())), target, Progress.NONE);
        VideoInfo info = info(target);
        assertThat(info.pixelRatio()).isEqualTo(1);
        assertThat(List.of(info.width(), info.height())).containsExactly(192, 72);
        new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(target, (frame, index, seconds) -> {
            // the left edge of the box lies at half of 192 pixels, its right one at three quarters
            assertThat(green(frame, 95) || green(frame, 96)).isTrue();
            assertThat(green(frame, 143) || green(frame, 144)).isTrue();
            assertThat(green(frame, 110)).isFalse();
        });
    }

    private static boolean green(PlanarFrame frame, int x) {
        return frame.pixel(1, x, 36) - frame.pixel(0, x, 36) > 60;
    }
}
