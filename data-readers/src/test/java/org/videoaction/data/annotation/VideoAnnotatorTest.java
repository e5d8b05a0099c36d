package org.videoaction.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Mark.Kind;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.FrameReader;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.generated.VideoFile;

class VideoAnnotatorTest {

    private static final RelativeBox BOX = new RelativeBox(0.5, 0.5, 0.9, 0.9);

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    /** Grey frames of 160 x 120 pixels, 20 a second. */
    @BeforeAll
    static void writeVideo() throws IOException {
        VideoFile.write(videos.resolve("grey.mp4"), 160, 120, 30, 20, (canvas, frame) -> {
            canvas.setColor(Color.GRAY);
            canvas.fillRect(0, 0, 160, 120);
        });
    }

    private Path annotated(Mark... marks) throws IOException {
        Path target = folder.resolve("annotated.mp4");
        assertThat(new VideoAnnotator(VideoLimits.DEFAULT).annotate(videos.resolve("grey.mp4"), List.of(marks), target,
            Progress.NONE)).isEqualTo(30);
        return target;
    }

    /** For each frame how green it is and how red: pixels whose colour is at least 60 levels above the other. */
    private static List<int[]> greenAndRed(Path video) throws VideoException {
        List<int[]> counts = new ArrayList<>();
        new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(video, (frame, index, seconds) -> {
            int[] count = new int[2];
            for (int y = 0; y < frame.size().height(); y++) {
                for (int x = 0; x < frame.size().width(); x++) {
                    int difference = frame.pixel(1, x, y) - frame.pixel(0, x, y);
                    count[0] += difference > 60 ? 1 : 0;
                    count[1] += difference < -60 ? 1 : 0;
                }
            }
            counts.add(count);
        });
        return counts;
    }

    @Test
    void theFileIsH264OfTheSameSizeRateAndLength() throws IOException {
        VideoInfo info = new VideoProbe(VideoLimits.DEFAULT).decode(annotated()).info();
        assertThat(info.codec()).isEqualTo("h264");
        assertThat(List.of(info.width(), info.height(), info.frames())).containsExactly(160, 120, 30);
        assertThat(info.fps()).isEqualTo(20);
        assertThat(folder).isDirectoryContaining("glob:**.mp4").isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void predictionsAreGreenAndTheTruthIsRedAndBoxesShowInTheirTimeAlone() throws IOException {
        // frames 10 to 19 are shown from 0.5 s to below 1 s
        List<int[]> counts = greenAndRed(annotated(new Mark(Kind.PREDICTION, new Span(0.5, 1), BOX, List.of("run 0.90")),
            Mark.ofVideo(Kind.TRUTH, List.of("walk"))));
        for (int frame = 0; frame < 30; frame++) {
            assertThat(counts.get(frame)[1]).as("red in frame %d", frame).isGreaterThan(20);
            if (frame >= 10 && frame < 20) {
                assertThat(counts.get(frame)[0]).as("green in frame %d", frame).isGreaterThan(100);
            } else {
                assertThat(counts.get(frame)[0]).as("green in frame %d", frame).isZero();
            }
        }
    }

    @Test
    void aBoxIsDrawnWhereItIs() throws IOException {
        Path video = annotated(new Mark(Kind.PREDICTION, null, BOX, List.of()));
        int[] bounds = {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0};
        new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(video, (frame, index, seconds) -> extend(bounds, frame));
        // 0.5 and 0.9 of 160 x 120 pixels, to the pixel that chroma subsampling leaves
        assertThat(bounds[0]).isBetween(78, 81);
        assertThat(bounds[1]).isBetween(58, 61);
        assertThat(bounds[2]).isBetween(142, 145);
        assertThat(bounds[3]).isBetween(106, 109);
    }

    private static void extend(int[] bounds, PlanarFrame frame) {
        for (int y = 0; y < frame.size().height(); y++) {
            for (int x = 0; x < frame.size().width(); x++) {
                if (frame.pixel(1, x, y) - frame.pixel(0, x, y) > 60) {
                    bounds[0] = Math.min(bounds[0], x);
                    bounds[1] = Math.min(bounds[1], y);
                    bounds[2] = Math.max(bounds[2], x);
                    bounds[3] = Math.max(bounds[3], y);
                }
            }
        }
    }

    @Test
    void boxesAreShownRoundTheirKeyFramesUpToHalfwayToTheNext() {
        KeyFrameMarks marks = new KeyFrameMarks();
        for (double seconds : new double[] {1, 1.4, 5, 0.2}) {
            marks.add(Kind.PREDICTION, seconds, BOX, List.of());
        }
        assertThat(marks.marks(0.5)).extracting(Mark::shown).containsExactly(new Span(0.6, 1.2), new Span(1.2, 1.9),
            new Span(4.5, 5.5), new Span(0, 0.6));
    }

    @Test
    void aBrokenVideoIsNamedAndLeavesNothing() throws IOException {
        Path broken = Files.writeString(videos.resolve("broken.mp4"), "no video");
        assertThatThrownBy(() -> new VideoAnnotator(VideoLimits.DEFAULT).annotate(broken, List.of(),
            folder.resolve("a.mp4"), Progress.NONE)).isInstanceOf(VideoException.class)
            .hasMessageContaining("broken.mp4");
        assertThat(folder).isEmptyDirectory();
    }

    /** H.264's encoder wants 16 pixels a side. */
    @Test
    void aVideoThatTheEncoderDoesNotTakeIsNamedAndLeavesNothing() throws IOException {
        Path small = videos.resolve("small.gif");
        ImageIO.write(new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY), "gif", small.toFile());
        assertThatThrownBy(() -> new VideoAnnotator(VideoLimits.DEFAULT).annotate(small, List.of(),
            folder.resolve("a.mp4"), Progress.NONE)).isInstanceOf(VideoException.class)
            .hasMessageContaining("small.gif").hasMessageContaining("10 x 10 pixels");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void cancellingLeavesTheFileThatWasThere() throws IOException {
        Path before = Files.writeString(folder.resolve("a.mp4"), "from before");
        assertThatThrownBy(() -> new VideoAnnotator(VideoLimits.DEFAULT).annotate(videos.resolve("grey.mp4"), List.of(),
            before, (fraction, message) -> {
                if (fraction > 0.5) {
                    throw new CancellationException("enough");
                }
            })).isInstanceOf(CancellationException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(before);
        }
        assertThat(before).hasContent("from before");
    }

    @Test
    void aFolderThatIsMissingIsAnError() {
        assertThatThrownBy(() -> new VideoAnnotator(VideoLimits.DEFAULT).annotate(videos.resolve("grey.mp4"), List.of(),
            folder.resolve("nowhere/a.mp4"), Progress.NONE)).isInstanceOf(IOException.class)
            .hasMessageContaining("cannot be written");
    }
}
