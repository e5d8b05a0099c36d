package org.videoaction.model.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.videoaction.data.Progress;

/**
 * Where a measure would lie with other videos of the same kind: the 95% interval of the percentile bootstrap over videos
 * (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13), the same in every run.
 */
public record Interval(double low, double high) {

    private static final int RESAMPLES = 1000;
    private static final double OUTSIDE = 0.025;
    private static final long SEED = 1;

    /**
     * @param videos how many were measured
     * @param progress hears of each resample
     * @param measure what is measured where each video counts as often as the array says; resamples of which it is not a
     *     number are left out
     * @throws CancellationException when {@code progress} says so
     */
    public static Interval of(int videos, Progress progress, ToDoubleFunction<int[]> measure) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = IntStream.range(0, RESAMPLES).mapToDouble(i -> {
            progress.report((double) i / RESAMPLES, "resampling videos, " + i + " of " + RESAMPLES);
            return measure.applyAsDouble(resample(videos, random));
        }).filter(value -> !Double.isNaN(value)).sorted().toArray();
        return values.length == 0 ? new Interval(Double.NaN, Double.NaN)
            : new Interval(quantile(values, OUTSIDE), quantile(values, 1 - OUTSIDE));
    }

    private static int[] resample(int videos, SplittableRandom random) {
        int[] times = new int[videos];
        for (int i = 0; i < videos; i++) {
            times[random.nextInt(videos)]++;
        }
        return times;
    }

    /** Between the two nearest values in proportion. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The mean of values where each counts as often as is said. */
    static double mean(double[] values, int[] times) {
        double sum = IntStream.range(0, values.length).mapToDouble(i -> times[i] * values[i]).sum();
        return sum / Arrays.stream(times).asLongStream().sum();
    }
}
