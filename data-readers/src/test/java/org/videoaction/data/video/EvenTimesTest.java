package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenTimesTest {

    @Test
    void framesOfASteadyRateAreTheMoments() {
        FrameTimes steady = FrameTimes.steady(5, 25);
        EvenTimes even = EvenTimes.of(steady);
        assertThat(even.times()).isSameAs(steady);
        assertThat(even.frames()).containsExactly(0, 1, 2, 3, 4);
    }

    /** 60 frames of 40 ms, then 60 of one second: 25 moments for each of them. */
    @Test
    void aFrameThatIsShownLongerHasMoreMoments() {
        long[] shown = new long[120];
        for (int i = 1; i < shown.length; i++) {
            shown[i] = shown[i - 1] + (i <= 60 ? 40 : 1000);
        }
        EvenTimes even = EvenTimes.of(new FrameTimes(shown, 1000, 1000));
        assertThat(even.frames()).hasSize(60 + 60 * 25);
        assertThat(Arrays.copyOf(even.frames(), 60)).isEqualTo(IntStream.range(0, 60).toArray());
        assertThat(even.frames()[60]).isEqualTo(60);
        assertThat(even.frames()[84]).isEqualTo(60);
        assertThat(even.frames()[85]).isEqualTo(61);
        assertThat(even.times().at(60)).isEqualTo(2.4, within(1e-9));
        assertThat(even.times().seconds()).isEqualTo(62.4, within(1e-9));
    }

    /** Times in milliseconds of 30 frames a second jump between 33 and 34. */
    @Test
    void roundedTimesKeepTheirRate() {
        long[] shown = new long[300];
        Arrays.setAll(shown, i -> Math.round(i * 1000 / 30.0));
        EvenTimes even = EvenTimes.of(new FrameTimes(shown, 33, 1000));
        assertThat(even.frames().length).isBetween(300, 304);
        assertThat(even.frames()[299]).isBetween(295, 299);
    }
}
