package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.FfmpegProgram.Layout;

/** Our frames beside those of the ffmpeg program. */
@EnabledIf("present")
class FfmpegComparisonTest {

    private static final int SHORT_SIDE = 72;
    /** Rounding differs between FFmpeg's releases. */
    private static final int ONE_LEVEL = 1;

    static boolean present() {
        return EdgeVideosTest.present() && FfmpegProgram.present();
    }

    static Stream<EdgeVideo> whole() {
        return EdgeVideo.all().filter(video -> video.decodable().equals("yes"));
    }

    static Stream<EdgeVideo> small() {
        return whole().filter(video -> video.width() * video.height() < 100_000);
    }

    /**
     * Older releases of the program interpolate the colours of 8-bit 4:2:0 for planes but not for interleaved pixels,
     * where we, newer releases and most readers take the nearest; of other formats they halve those of the latter.
     */
    @ParameterizedTest
    @MethodSource("small")
    void framesOfFullSizeHaveTheColoursThatFfmpegGives(EdgeVideo video) throws IOException {
        FrameSize size = new FrameSize(video.width(), video.height());
        assertSameFrames(video, size, Layout.RGB24, Layout.GBRP);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void scaledFramesAreThoseOfFfmpeg(EdgeVideo video) throws IOException {
        FrameSize size = new FrameSize(video.width(), video.height()).withShortSide(SHORT_SIDE);
        assertSameFrames(video, size, Layout.GBRP);
    }

    private static void assertSameFrames(EdgeVideo video, FrameSize size, Layout... layouts) throws IOException {
        List<byte[]> ours = DecodedFrames.of(video.file(), size, Resize.FAST);
        int[] closest = new int[ours.size()];
        Arrays.fill(closest, Integer.MAX_VALUE);
        for (Layout layout : layouts) {
            List<byte[]> theirs = FfmpegProgram.frames(video.file(), size, layout);
            assertThat(ours).hasSameSizeAs(theirs);
            for (int i = 0; i < closest.length; i++) {
                closest[i] = Math.min(closest[i], largestDifference(ours.get(i), theirs.get(i), layout));
            }
        }
        assertThat(Arrays.stream(closest)).allMatch(difference -> difference <= ONE_LEVEL);
    }

    private static int largestDifference(byte[] ours, byte[] theirs, Layout layout) {
        int plane = ours.length / PlanarFrame.CHANNELS;
        int largest = 0;
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            for (int i = 0; i < plane; i++) {
                int our = ours[channel * plane + i] & 0xff;
                int their = theirs[layout.index(channel, i, plane)] & 0xff;
                largest = Math.max(largest, Math.abs(our - their));
            }
        }
        return largest;
    }
}
