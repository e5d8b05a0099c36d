package org.videoaction.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.VideoFile;

/** What cannot be written is said, and a file from before stays. */
class VideoSinkTest {

    private static final int CANNOT_BE_WRITTEN = 3;

    @TempDir
    private Path folder;

    @Test
    void theFirstFailureIsRememberedAndNothingIsWrittenAfterIt() throws IOException {
        try (VideoSink sink = new VideoSink(folder.resolve("a"))) {
            sink.write(new byte[] {1, 2, 3}, 0, 3);
            sink.check();
            sink.close();
            sink.write(new byte[] {4}, 0, 1);
            Throwable first = catchThrowable(sink::check);
            assertThat(first).isInstanceOf(IOException.class);
            sink.seek(0, 0);
            assertThat(catchThrowable(sink::check)).isSameAs(first);
        }
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void whatIsWrittenAfterSeekingStandsThere() throws IOException {
        try (VideoSink sink = new VideoSink(folder.resolve("a"))) {
            sink.write(new byte[] {1, 2, 3}, 0, 3);
            sink.seek(1, 0);
            sink.write(9);
            sink.check();
            assertThatThrownBy(() -> sink.seek(0, 2)).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1, 9, 3});
    }

    /** A program of its own may write no file beyond some kilobytes: less than the video takes. */
    @Test
    void aVideoThatTheSystemDoesNotTakeIsAnErrorAndTheOneFromBeforeStays() throws IOException, InterruptedException {
        Path video = folder.resolve("noise.mp4");
        VideoFile.write(video, 160, 120, 40, 20, (canvas, frame) -> {
            canvas.setColor(new Color(frame * 6, 255 - frame * 5, 100));
            canvas.fillRect(frame * 3, frame * 2, 60, 40);
        });
        Path target = Files.writeString(folder.resolve("annotated.mp4"), "from before");
        Path whole = folder.resolve("whole.mp4");
        new VideoAnnotator(VideoLimits.DEFAULT).annotate(video, List.of(), whole, Progress.NONE);
        // a failure in the first bytes, among the frames, and in the index behind them
        for (long bytes : new long[] {1024, Files.size(whole) / 2, Files.size(whole) - 1}) {
            long kibibytes = bytes / 1024;
            Process process = new ProcessBuilder("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), VideoSinkTest.class.getName(), video.toString(), target.toString())
                .redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            assumeTrue(process.waitFor(1, TimeUnit.MINUTES));
            assertThat(process.exitValue()).as(said).isEqualTo(CANNOT_BE_WRITTEN);
            assertThat(said).contains("annotated.mp4").contains("cannot be written");
            assertThat(target).hasContent("from before");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactlyInAnyOrder(video, whole, target);
            }
        }
    }

    /** Annotates the first file into the second. */
    public static void main(String[] arguments) {
        try {
            new VideoAnnotator(VideoLimits.DEFAULT).annotate(Path.of(arguments[0]), List.of(), Path.of(arguments[1]),
                Progress.NONE);
        } catch (IOException e) {
            System.out.println(e.getMessage());
            System.exit(CANNOT_BE_WRITTEN);
        }
    }
}
