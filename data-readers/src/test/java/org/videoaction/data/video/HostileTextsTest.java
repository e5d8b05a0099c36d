package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text in the place of a video is refused for what it is, and no file that it names is opened. */
class HostileTextsTest {

    /** Linux's program that writes down which files another one opens. */
    private static final String STRACE = "strace";
    private static final int TRACED = 200;

    private final VideoProbe probe = new VideoProbe(VideoLimits.DEFAULT);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeAVideoThatTextsName() throws IOException {
        Path others = Files.createDirectory(folder.resolve(HostileTexts.OTHERS));
        Files.move(RecordedVideo.MP4_H264.write(others), others.resolve("other.mp4"));
    }

    @ParameterizedTest
    @CsvSource({"concat, a.mp4", "dash, a.mp4", "imf, a.mp4", "hls, a.m3u8"})
    void aPlaylistIsRefusedAsOne(String demuxer, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), HostileTexts.byDemuxer().get(demuxer));
        assertThat(probe.scan(file).reason()).isEqualTo(
            "is a playlist (" + demuxer + "), not a video; only files that hold their own frames are read");
    }

    @ParameterizedTest
    @CsvSource({"sdp, a stream in a network", "ffmetadata, a text", "srt, a text", "webvtt, a text", "ass, a text",
        "tedcaptions, a text", "sami, a text", "xbin, a text", "svg_pipe, a text"})
    void aTextIsRefusedAsWhatItIs(String demuxer, String meant) throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), HostileTexts.byDemuxer().get(demuxer));
        assertThat(probe.scan(file).reason()).contains(meant + " (" + demuxer + ")");
    }

    @Test
    void aPlaylistThatNamesItselfIsRefused() throws IOException {
        Path loop = Files.writeString(folder.resolve("loop.mp4"), "ffconcat version 1.0\nfile loop.mp4\n");
        assertThat(probe.decode(loop).reason()).contains("playlist (concat)");
        Path master = Files.writeString(folder.resolve("master.m3u8"),
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nmaster.m3u8\n");
        assertThat(probe.decode(master).reason()).contains("playlist (hls)");
    }

    @Test
    void aFileThatIsCalledLikeAPatternIsReadItself() throws IOException {
        Path video = folder.resolve("img%03d.png");
        Files.copy(folder.resolve("others/other.mp4"), video);
        Files.writeString(folder.resolve("img001.png"), "another file");
        VideoReport report = probe.decode(video);
        assertThat(report.status()).isEqualTo(VideoReport.Status.OK);
        assertThat(report.info().codec()).isEqualTo("h264");
    }

    @Test
    void damagedTextsEndInAReasonOrInFramesWithinTheirTime() throws IOException {
        long start = System.nanoTime();
        List<String> outcomes = HostileTexts.read(folder, FuzzTest.MUTATIONS, FuzzTest.SEED);
        assertThat(outcomes).doesNotContain("");
        assertThat(outcomes).anyMatch(reason -> reason != null && reason.contains("playlist"));
        assertThat(outcomes).noneMatch(reason -> reason != null && reason.contains("more than " + FuzzTest.LIMITS.maxTime()
            .toSeconds() + " seconds"));
        // a single one may take its limit, all of them never
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isLessThan(FuzzTest.LIMITS.maxTime().multipliedBy(FuzzTest.MUTATIONS));
    }

    @Test
    void noFileButTheOneThatWasNamedIsOpened() throws IOException, InterruptedException {
        Path trace = folder.resolve("trace");
        ProcessBuilder program = new ProcessBuilder(STRACE, "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,openat2",
            "-o",
            trace.toString(), Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), HostileTexts.class.getName(), folder.toString(), String.valueOf(TRACED),
            String.valueOf(FuzzTest.SEED)).redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
        assumeTrue(runs(program), "strace is not here or may not be used");

        List<String> opened = Files.readAllLines(trace).stream().filter(line -> line.contains(folder.toString())).toList();
        assertThat(opened).as("what the trace shows of the texts themselves").hasSizeGreaterThan(TRACED);
        assertThat(opened).noneMatch(line -> line.contains(HostileTexts.OTHERS));
    }

    private static boolean runs(ProcessBuilder program) throws InterruptedException {
        try {
            Process process = program.start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
