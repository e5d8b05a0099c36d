package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.data.Progress;

class PairedTestTest {

    @Test
    void videosAreCountedByWhoRecognizedThem() {
        PairedTest test = PairedTest.of(new boolean[] {true, true, true, false, false, false},
            new boolean[] {true, false, false, true, false, false}, Progress.NONE);
        assertThat(test).extracting(PairedTest::both, PairedTest::first, PairedTest::second, PairedTest::neither,
            PairedTest::videos).containsExactly(1, 2, 1, 2, 6);
    }

    @Test
    void theChanceIsThatOfAFairCoin() {
        // 2 * (1 + 14 + 91 + 364) / 2^14
        assertThat(test(50, 3, 11, 7).chance()).isEqualTo(940 / 16384.0, within(1e-12));
        assertThat(test(50, 11, 3, 7).chance()).isEqualTo(940 / 16384.0, within(1e-12));
        assertThat(test(0, 5, 0, 0).chance()).isEqualTo(2 / 32.0, within(1e-15));
    }

    @Test
    void modelsThatAreRightOfTheSameVideosDoNotDiffer() {
        assertThat(test(10, 0, 0, 2).chance()).isEqualTo(1);
        assertThat(test(10, 3, 3, 2).chance()).isEqualTo(1);
        assertThat(test(10, 0, 0, 2).difference()).isEqualTo(new Interval(0, 0));
    }

    @Test
    void manyVideosDoNotOverflow() {
        // the normal approximation: z = (600 - 400 - 1) / sqrt(1000) = 6.29, two-sided 3.1e-10
        assertThat(test(0, 400, 600, 0).chance()).isEqualTo(3.1e-10, within(1e-10));
    }

    @Test
    void theDifferenceHasTheIntervalOfPairs() {
        // mean 0.1, standard deviation sqrt(0.3 - 0.01), over sqrt(400)
        Interval difference = test(200, 80, 40, 80).difference();
        assertThat(difference.low()).isEqualTo(0.1 - 1.96 * 0.02693, within(0.008));
        assertThat(difference.high()).isEqualTo(0.1 + 1.96 * 0.02693, within(0.008));
    }

    private static PairedTest test(int both, int first, int second, int neither) {
        int all = both + first + second + neither;
        boolean[] ofFirst = new boolean[all];
        boolean[] ofSecond = new boolean[all];
        IntStream.range(0, all).forEach(i -> {
            ofFirst[i] = i < both + first;
            ofSecond[i] = i < both || i >= both + first && i < both + first + second;
        });
        return PairedTest.of(ofFirst, ofSecond, Progress.NONE);
    }
}
