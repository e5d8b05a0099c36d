package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.Span;

class FrameTimesTest {

    /** Ten frames a second from 7 s on, in milliseconds. */
    private static final FrameTimes STEADY = new FrameTimes(new long[] {7000, 7100, 7200, 7300, 7400}, 0, 1000);
    /** Two frames in the first second, one in each of the next two. */
    private static final FrameTimes VARYING = new FrameTimes(new long[] {0, 45, 90, 180}, 0, 90);

    @Test
    void aSegmentHasTheFramesThatAreOnShow() {
        assertThat(STEADY.during(new Span(0.1, 0.3))).isEqualTo(new Stretch(1, 2));
        assertThat(STEADY.during(new Span(0.15, 0.31))).isEqualTo(new Stretch(1, 3));
        assertThat(VARYING.during(new Span(0.5, 2))).isEqualTo(new Stretch(1, 2));
        assertThat(VARYING.during(new Span(1.5, 2.5))).isEqualTo(new Stretch(2, 2));
    }

    @Test
    void aMomentHasOneFrame() {
        assertThat(STEADY.during(new Span(0.2, 0.2))).isEqualTo(new Stretch(2, 1));
        assertThat(STEADY.during(new Span(0.25, 0.26))).isEqualTo(new Stretch(2, 1));
    }

    @Test
    void aSegmentEndsWithTheVideo() {
        assertThat(STEADY.during(new Span(0.3, 60))).isEqualTo(new Stretch(3, 2));
        assertThat(STEADY.during(new Span(0, Double.POSITIVE_INFINITY))).isEqualTo(new Stretch(0, 5));
    }

    @Test
    void behindTheVideosEndThereIsNoFrame() {
        assertThat(STEADY.seconds()).isEqualTo(0.5);
        assertThat(STEADY.during(new Span(0.45, 1))).isEqualTo(new Stretch(4, 1));
        assertThat(STEADY.during(new Span(0.5, 1))).isNull();
    }

    @Test
    void timesThatSecondsDoNotHitExactlyAreFound() {
        long[] ntsc = new long[300];
        for (int i = 0; i < ntsc.length; i++) {
            ntsc[i] = 1001L * i;
        }
        FrameTimes times = new FrameTimes(ntsc, 0, 30000);
        for (int i = 0; i < 299; i++) {
            Span one = new Span(i * 1001 / 30000.0, (i + 1) * 1001 / 30000.0);
            assertThat(times.during(one)).isEqualTo(new Stretch(i, 1));
        }
    }

    @Test
    void framesAreShownSoManySecondsAfterTheFirst() {
        assertThat(STEADY.seconds(3)).isEqualTo(0.3);
        assertThat(VARYING.seconds(3)).isEqualTo(2);
    }
}
