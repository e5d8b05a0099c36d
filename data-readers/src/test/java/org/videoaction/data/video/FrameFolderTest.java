package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;

/** Videos that were taken apart into pictures. */
class FrameFolderTest {

    private static final int FRAMES = 12;
    private static final int SIDE = 32;

    @TempDir
    private Path folder;

    /** Grey frames, frame i of brightness 20 i. */
    private Path frames(String name) throws IOException {
        Path frames = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < FRAMES; i++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D canvas = image.createGraphics();
            canvas.setColor(new Color(20 * i, 20 * i, 20 * i));
            canvas.fillRect(0, 0, SIDE, SIDE);
            canvas.dispose();
            ImageIO.write(image, "jpg", frames.resolve(String.format(Locale.ROOT, "img_%05d.jpg", i + 1)).toFile());
        }
        return frames;
    }

    private static VideoViews read(Path frames) throws VideoException {
        ClipSampling sampling = new ClipSampling(new UniformClips(4, 3, 1),
            new SpatialSampling(SIDE, SIDE, SIDE, SpatialSampling.Place.CENTRE, false));
        return new ViewReader(sampling, VideoLimits.DEFAULT).read(frames, () -> new SplittableRandom(1));
    }

    @Test
    void aFolderOfFramesIsReadLikeAVideo() throws IOException {
        VideoViews views = read(frames("100% sure"));
        assertThat(views.info().frames()).isEqualTo(FRAMES);
        assertThat(views.info().fps()).isZero();
        // four frames three apart span ten of twelve: the middle of the two spare ones starts at frame 1
        assertThat(views.views().get(0).frames()).containsExactly(1, 4, 7, 10);
        ByteBuffer clip = views.clips().get(0);
        for (int t = 0; t < 4; t++) {
            int brightness = clip.get(t * SIDE * SIDE + SIDE / 2) & 0xff;
            assertThat(brightness).isBetween(20 * (1 + 3 * t) - 2, 20 * (1 + 3 * t) + 2);
        }
    }

    @Test
    void aFolderWithoutFramesIsNamed() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> read(empty)).isInstanceOf(VideoException.class)
            .hasMessageContaining("empty").hasMessageContaining("img_00001.jpg");
    }

    /** Grey pictures under the names, each of a brightness of its own. */
    private Path pictures(String name, List<String> files) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < files.size(); i++) {
            write(pictures.resolve(files.get(i)), SIDE, SIDE, 20 * i);
        }
        return pictures;
    }

    private static void write(Path file, int width, int height, int brightness) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(brightness, brightness, brightness));
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        String name = file.toString().toLowerCase(Locale.ROOT);
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }

    private static List<String> named(String template, int first, int count) {
        return IntStream.range(first, first + count).mapToObj(number -> String.format(Locale.ROOT, template, number))
            .toList();
    }

    private static VideoReport decode(Path frames, FolderFrames wanted) {
        return new VideoProbe(VideoLimits.DEFAULT, wanted).decode(frames);
    }

    private static VideoReport decode(Path frames) {
        return decode(frames, FolderFrames.ANY);
    }

    @ParameterizedTest
    @CsvSource({"img_%05d.jpg, 1", "%06d.jpg, 0", "frame_%d.png, 8", "video_%06d.jpg, 1", "a 100%% b_%03d.JPG, 998",
        "%d.bmp, 0",
        "v2_%d.jpeg, 95"})
    void framesOfAnyNumberedNamesAreReadInTheOrderOfTheirNumbers(String template, int first) throws IOException {
        Path frames = pictures("frames", named(template, first, FRAMES));
        VideoReport report = decode(frames);
        assertThat(report.status()).isEqualTo(VideoReport.Status.OK);
        assertThat(report.reason()).isNull();
        assertThat(report.info().frames()).isEqualTo(FRAMES);
        ByteBuffer clip = read(frames).clips().get(0);
        for (int t = 0; t < 4; t++) {
            int brightness = clip.get(t * SIDE * SIDE + SIDE / 2) & 0xff;
            assertThat(brightness).isBetween(20 * (1 + 3 * t) - 2, 20 * (1 + 3 * t) + 2);
        }
    }

    @Test
    void aGapIsNamedAndTheOtherFramesAreUsed() throws IOException {
        Path frames = frames("gap");
        Files.delete(frames.resolve("img_00005.jpg"));
        VideoReport report = decode(frames);
        assertThat(report.status()).isEqualTo(VideoReport.Status.PARTIAL);
        assertThat(report.info().frames()).isEqualTo(11);
        assertThat(report.reason()).isEqualTo("has 11 of 12 frames: img_00005.jpg is missing or empty");
        assertThat(new VideoProbe(VideoLimits.DEFAULT).scan(frames)).isEqualTo(report);
        assertThat(read(frames).problem()).isEqualTo(report.reason());
    }

    @Test
    void fewerFramesThanListedAreTold() throws IOException {
        Path frames = frames("few");
        VideoReport report = decode(frames, new FolderFrames(null, FolderFrames.ALONE, 500));
        assertThat(report.status()).isEqualTo(VideoReport.Status.PARTIAL);
        assertThat(report.reason()).isEqualTo("has 12 of 500 frames: img_00013.jpg and 487 more are missing or empty");
        assertThat(decode(frames, new FolderFrames(null, FolderFrames.ALONE, 12)).reason()).isNull();
    }

    @Test
    void anEmptyPictureIsAGap() throws IOException {
        Path frames = frames("empty picture");
        Files.write(frames.resolve("img_00002.jpg"), new byte[0]);
        assertThat(decode(frames).reason()).isEqualTo("has 11 of 12 frames: img_00002.jpg is missing or empty");
    }

    @Test
    void otherPicturesArePassedOverAndCounted() throws IOException {
        Path frames = frames("others");
        for (String other : List.of("cover.jpg", "thumb_1.jpg")) {
            Files.copy(frames.resolve("img_00001.jpg"), frames.resolve(other));
        }
        for (String flow : List.of("flow_x_", "flow_y_")) {
            for (int i = 1; i < FRAMES; i++) {
                Files.copy(frames.resolve("img_00001.jpg"),
                    frames.resolve(String.format(Locale.ROOT, "%s%05d.jpg", flow, i)));
            }
        }
        Files.writeString(frames.resolve("._img_00001.jpg"), "of a Mac");
        Files.writeString(frames.resolve("notes 1.txt"), "no picture");
        VideoReport report = decode(frames);
        assertThat(report.status()).isEqualTo(VideoReport.Status.OK);
        assertThat(report.info().frames()).isEqualTo(FRAMES);
        assertThat(report.reason()).isEqualTo("24 other pictures are passed over (cover.jpg)");
    }

    @Test
    void twoVideosInAFolderAreRefusedUnlessTheNamesAreSaid() throws IOException {
        List<String> both = new ArrayList<>(named("left_%05d.jpg", 1, 6));
        both.addAll(named("right_%d.png", 1, 4));
        Path frames = pictures("two", both);
        assertThat(decode(frames).status()).isEqualTo(VideoReport.Status.FAILED);
        assertThat(decode(frames).reason()).contains("left_%05d.jpg (6)").contains("right_%d.png (4)");
        VideoReport right = decode(frames, new FolderFrames(FrameNames.of("right_{}.png"), FolderFrames.ALONE, 0));
        assertThat(right.info().frames()).isEqualTo(4);
        assertThat(right.info().codec()).isEqualTo("png");
    }

    /** MMAction2's lists with offset: 4 frames behind the first 3. */
    @Test
    void aPartOfAFolderIsAVideo() throws IOException {
        Path frames = frames("long");
        FolderFrames part = new FolderFrames(null, 3, 4);
        assertThat(decode(frames, part).info().frames()).isEqualTo(4);
        assertThat(decode(frames, part).reason()).isNull();
        ClipSampling sampling = new ClipSampling(new UniformClips(4, 1, 1),
            new SpatialSampling(SIDE, SIDE, SIDE, SpatialSampling.Place.CENTRE, false));
        VideoViews read = new ViewReader(sampling, VideoLimits.DEFAULT).read(frames, part, (Span) null,
            () -> new SplittableRandom(1));
        assertThat(read.clips().get(0).get(SIDE / 2) & 0xff).isBetween(58, 62);
        assertThat(decode(frames, new FolderFrames(null, 10, 4)).reason())
            .isEqualTo("has 2 of 4 frames: img_00013.jpg and 1 more are missing or empty");
        assertThat(decode(frames, new FolderFrames(null, 12, 4)).reason())
            .isEqualTo("is a folder without frames such as img_00013.jpg");
    }

    @Test
    void framesOfDifferentSizesAreTold() throws IOException {
        Path frames = frames("sizes");
        write(frames.resolve("img_00007.jpg"), 48, 40, 120);
        VideoReport report = decode(frames);
        assertThat(report.status()).isEqualTo(VideoReport.Status.PARTIAL);
        assertThat(report.reason()).isEqualTo("img_00007.jpg has 48 x 40 pixels, the first frame 32 x 32");
        assertThat(read(frames).problem()).isNull();
        Files.delete(frames.resolve("img_00006.jpg"));
        assertThat(decode(frames).reason()).contains("img_00006.jpg is missing")
            .contains("img_00007.jpg has 48 x 40 pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"img_%05d.jpg", "f%d.png", "f%d.bmp"})
    void aBrokenPictureInTheMiddleIsNamed(String template) throws IOException {
        Path frames = pictures("broken", named(template, 1, FRAMES));
        Path broken = frames.resolve(String.format(Locale.ROOT, template, 5));
        Files.writeString(broken, "no picture");
        VideoReport report = decode(frames);
        assertThat(report.status()).isEqualTo(VideoReport.Status.PARTIAL);
        assertThat(report.info().frames()).isEqualTo(11);
        assertThat(report.reason()).contains("has 11 of 12 frames").contains(broken.getFileName() + " is damaged");
        // frame 5 is one of those that the clip wants
        assertThat(read(frames).problem()).contains(broken.getFileName() + " is damaged");
    }

    @Test
    void whatIsNoPictureIsNoFrame() throws IOException {
        Path frames = frames("no pictures");
        Files.writeString(frames.resolve("img_00001.jpg"), "no picture");
        assertThat(decode(frames).status()).isEqualTo(VideoReport.Status.FAILED);
        assertThat(decode(frames).reason()).startsWith("has img_00001.jpg, which ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"img.jpg", "", "%d_%d.jpg", "a/%d.jpg", "%s.jpg"})
    void aTemplateHasOneNumber(String template) {
        assertThatThrownBy(() -> FrameNames.of(template)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("\"" + template + "\"").hasMessageContaining("img_%05d.jpg");
    }

    @ParameterizedTest
    @CsvSource({"img_{:05}.jpg, img_%05d.jpg", "img_{:05d}.jpg, img_%05d.jpg", "{}.png, %d.png", "%06d.jpg, %06d.jpg"})
    void templatesAreThoseOfFfmpegAndOfPython(String template, String same) {
        assertThat(FrameNames.of(template)).hasToString(same);
    }
}
