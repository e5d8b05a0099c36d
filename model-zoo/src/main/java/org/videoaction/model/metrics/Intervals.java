package org.videoaction.model.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Between which values the measures of a model lie with 95% confidence.
 *
 * @param top1 nothing where several classes may be right, as {@code topK} and {@code meanClass}
 */
public record Intervals(Optional<Interval> top1, Optional<Interval> topK, Optional<Interval> meanClass, Interval precision) {

    /** @param k for {@code topK} */
    public static Intervals of(LabelledScores scores, int k) {
        Optional<Accuracy> accuracy = scores.accuracy();
        return new Intervals(accuracy.map(of -> top(of, 1)), accuracy.map(of -> top(of, k)),
            accuracy.map(of -> meanClass(scores, of)), precision(scores));
    }

    private static Interval top(Accuracy accuracy, int k) {
        double[] right = IntStream.of(accuracy.ranks()).mapToDouble(rank -> rank < k ? 1 : 0).toArray();
        return Interval.of(right.length, times -> Interval.mean(right, times));
    }

    private static Interval meanClass(LabelledScores scores, Accuracy accuracy) {
        int[] truth = scores.labels();
        return Interval.of(truth.length, times -> meanClass(truth, accuracy.ranks(), scores.classes().size(), times));
    }

    private static double meanClass(int[] truth, int[] ranks, int classes, int[] times) {
        double[] right = new double[classes];
        double[] all = new double[classes];
        for (int i = 0; i < truth.length; i++) {
            all[truth[i]] += times[i];
            right[truth[i]] += ranks[i] == 0 ? times[i] : 0;
        }
        return IntStream.range(0, classes).filter(c -> all[c] > 0).mapToDouble(c -> right[c] / all[c]).average()
            .orElse(Double.NaN);
    }

    private static Interval precision(LabelledScores scores) {
        RankedClass[] classes = IntStream.range(0, scores.classes().size()).mapToObj(c -> RankedClass.of(scores, c))
            .toArray(RankedClass[]::new);
        return Interval.of(scores.size(), times -> Arrays.stream(classes).mapToDouble(one -> one.averagePrecision(times))
            .filter(precision -> !Double.isNaN(precision)).average().orElse(Double.NaN));
    }
}
