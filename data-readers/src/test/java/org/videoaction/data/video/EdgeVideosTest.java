package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd and broken files, in a folder with an expectations.csv that two other readers agree on. */
@EnabledIf("present")
class EdgeVideosTest {

    /** Enough for frames of 8192 x 4320. */
    static final VideoLimits GENEROUS = new VideoLimits(64_000_000, Duration.ofMinutes(1), 1000);
    /** Another release of FFmpeg may save a few frames more or less of a damaged file. */
    static final int FEW = 3;

    static boolean present() {
        return EdgeVideo.all().findAny().isPresent();
    }

    @ParameterizedTest
    @MethodSource("org.videoaction.data.video.EdgeVideo#all")
    void decodesToWhatOtherReadersSee(EdgeVideo expected) {
        VideoReport report = new VideoProbe(GENEROUS).decode(expected.file());

        switch (expected.decodable()) {
            case "yes" -> {
                assertThat(report.reason()).isNull();
                assertThat(report.status()).isEqualTo(VideoReport.Status.OK);
                assertThat(report.info().frames()).isEqualTo(expected.frames());
                assertStream(report.info(), expected);
            }
            case "partial" -> {
                assertThat(report.status()).isEqualTo(VideoReport.Status.PARTIAL);
                assertThat(report.reason()).isNotBlank();
                assertThat(report.info().frames()).isCloseTo(expected.frames(), within(FEW));
                assertStream(report.info(), expected);
            }
            default -> {
                assertThat(report.status()).isEqualTo(VideoReport.Status.FAILED);
                assertThat(report.reason()).isNotBlank();
                assertThat(report.info()).isNull();
            }
        }
    }

    private static void assertStream(VideoInfo info, EdgeVideo expected) {
        assertThat(info.width()).isEqualTo(expected.width());
        assertThat(info.height()).isEqualTo(expected.height());
        assertThat(info.rotation()).isEqualTo(Math.floorMod(expected.rotation(), 360));
        assertThat(info.fps()).isCloseTo(expected.fps(), within(0.01));
        assertThat(info.codec()).isEqualTo(expected.codec());
    }
}
