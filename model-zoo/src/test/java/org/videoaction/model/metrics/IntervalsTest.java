package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;

class IntervalsTest {

    @Test
    void theIntervalOfAShareIsThatOfItsBinomialDistribution() {
        // 320 of 400: 0.8 plus and minus 1.96 * sqrt(0.8 * 0.2 / 400)
        Intervals intervals = Intervals.of(scores(IntStream.range(0, 400).map(i -> i < 320 ? 0 : 1).toArray()), 2,
            Progress.NONE);
        assertThat(intervals.top1().orElseThrow().low()).isEqualTo(0.8 - 0.0392, within(0.006));
        assertThat(intervals.top1().orElseThrow().high()).isEqualTo(0.8 + 0.0392, within(0.006));
        assertThat(intervals.topK()).contains(new Interval(1, 1));
    }

    @Test
    void fourTimesAsManyVideosHalveTheInterval() {
        Interval few = Interval.of(100, Progress.NONE, times -> Interval.mean(shares(100), times));
        Interval many = Interval.of(400, Progress.NONE, times -> Interval.mean(shares(400), times));
        assertThat((few.high() - few.low()) / (many.high() - many.low())).isEqualTo(2, within(0.2));
    }

    private static double[] shares(int videos) {
        return IntStream.range(0, videos).mapToDouble(i -> i % 2).toArray();
    }

    @Test
    void everyVideoIsDrawnAsOftenAsAnother() {
        double[] drawn = new double[10];
        Interval.of(10, Progress.NONE, times -> {
            assertThat(Arrays.stream(times).sum()).isEqualTo(10);
            IntStream.range(0, 10).forEach(i -> drawn[i] += times[i]);
            return 0;
        });
        // 10,000 draws in all; the standard deviation of each count is 30
        assertThat(drawn).satisfies(counts -> Arrays.stream(counts)
            .forEach(count -> assertThat(count).isEqualTo(1000, within(120.0))));
    }

    @Test
    void meansOverClassesLeaveOutThoseThatAResampleLacks() {
        LabelledScores scores = scores(List.of(Set.of(0), Set.of(1), Set.of(1)), 0, 0, 1);
        Interval interval = Intervals.of(scores, 1, Progress.NONE).meanClass().orElseThrow();
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void theIntervalLeavesOutTheOuterTwentiethOfResamples() {
        // of 1,000 values 0, 1, ... 999 the quantiles 0.025 and 0.975 lie at 0.025 * 999 and 0.975 * 999
        int[] value = {0};
        Interval interval = Interval.of(1, Progress.NONE, times -> (value[0]++ * 389) % 1000);
        assertThat(interval.low()).isCloseTo(24.975, within(1e-9));
        assertThat(interval.high()).isCloseTo(974.025, within(1e-9));
        assertThat(Interval.of(1, Progress.NONE, times -> 7)).isEqualTo(new Interval(7, 7));
        assertThat(Interval.of(1, Progress.NONE, times -> Double.NaN).low()).isNaN();
    }

    @Test
    void aClassThatIsNeverRecognizedHalvesTheMeanOverTwo() {
        // all of "a" and none of "b" is right; one resample in ten, 0.75^8, lacks "a"
        Interval interval = Intervals.of(scores(List.of(Set.of(0), Set.of(0), Set.of(1), Set.of(1), Set.of(1), Set.of(1),
            Set.of(1), Set.of(1)), 0, 0, 0, 0, 0, 0, 0, 0), 1, Progress.NONE).meanClass().orElseThrow();
        assertThat(interval).isEqualTo(new Interval(0, 0.5));
    }

    @Test
    void averagePrecisionLeavesOutClassesWithoutVideos() {
        List<double[]> probabilities = List.of(new double[] {0.9, 0.1}, new double[] {0.8, 0.2});
        LabelledScores scores = new LabelledScores(Classes.of("a", "b"), true, List.of(Set.of(0), Set.of(0)), probabilities,
            new Coverage(2, 0, 0));
        assertThat(Intervals.of(scores, 1, Progress.NONE).precision()).isEqualTo(new Interval(1, 1));
    }

    @Test
    void averagePrecisionIsMeasuredOfResamples() {
        // the class's only video is first: each resample that has it has an average precision of 1
        List<Set<Integer>> truth = List.of(Set.of(0), Set.of(), Set.of());
        List<double[]> probabilities = List.of(new double[] {0.9}, new double[] {0.5}, new double[] {0.1});
        Intervals intervals = Intervals.of(
            new LabelledScores(Classes.of("a"), true, truth, probabilities, new Coverage(3, 0, 0)), 1, Progress.NONE);
        assertThat(intervals.precision()).isEqualTo(new Interval(1, 1));
        assertThat(intervals.top1()).isEmpty();
    }

    @Test
    void videosThatCountTwiceAreTwoVideosOfOneScore() {
        RankedClass ranked = RankedClass.of(new double[] {0.9, 0.8, 0.7}, new boolean[] {false, true, true});
        // precisions 2/3 at recall 2/3 and 3/4 at recall 1
        assertThat(ranked.averagePrecision(new int[] {1, 2, 1})).isEqualTo(2 / 3.0 * 2 / 3 + 1 / 3.0 * 3 / 4, within(1e-15));
        assertThat(ranked.averagePrecision(new int[] {1, 0, 0})).isNaN();
    }

    @Test
    void itSaysHowFarItIsAndEndsBetweenTwoResamplesWhenItIsCancelled() {
        List<Double> fractions = new ArrayList<>();
        Intervals.of(scores(0, 0, 1), 1, (fraction, message) -> fractions.add(fraction));
        assertThat(fractions).isSorted().hasSizeGreaterThanOrEqualTo(4000).allMatch(fraction -> fraction < 1);

        int[] measured = new int[1];
        assertThatThrownBy(() -> Interval.of(3, (fraction, message) -> {
            if (fraction >= 0.01) {
                throw new CancellationException();
            }
        }, times -> measured[0]++)).isInstanceOf(CancellationException.class);
        assertThat(measured[0]).isEqualTo(10);
    }

    /** All videos are of class a. */
    private static LabelledScores scores(int... predicted) {
        return scores(Collections.nCopies(predicted.length, Set.of(0)), predicted);
    }

    private static LabelledScores scores(List<Set<Integer>> truth, int... predicted) {
        List<double[]> probabilities = new ArrayList<>();
        for (int prediction : predicted) {
            probabilities.add(prediction == 0 ? new double[] {0.9, 0.1} : new double[] {0.1, 0.9});
        }
        return new LabelledScores(Classes.of("a", "b"), false, truth, probabilities, new Coverage(predicted.length, 0, 0));
    }
}
