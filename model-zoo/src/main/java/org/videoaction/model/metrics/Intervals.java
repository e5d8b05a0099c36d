package org.videoaction.model.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.videoaction.data.Progress;

/**
 * Between which values the measures of a model lie with 95% confidence.
 *
 * @param top1 nothing where several classes may be right, as {@code topK} and {@code meanClass}
 */
public record Intervals(Optional<Interval> top1, Optional<Interval> topK, Optional<Interval> meanClass, Interval precision) {

    private static final int MEASURES = 4;

    /**
     * @param k for {@code topK}
     * @throws CancellationException when {@code progress} says so
     */
    public static Intervals of(LabelledScores scores, int k, Progress progress) {
        Optional<Accuracy> accuracy = scores.accuracy();
        return new Intervals(accuracy.map(of -> top(of, 1, part(progress, 0))),
            accuracy.map(of -> top(of, k, part(progress, 1))),
            accuracy.map(of -> meanClass(scores, of, part(progress, 2))), precision(scores, part(progress, 3)));
    }

    private static Progress part(Progress progress, int part) {
        return (fraction, message) -> progress.report((part + fraction) / MEASURES, message);
    }

    private static Interval top(Accuracy accuracy, int k, Progress progress) {
        double[] right = IntStream.of(accuracy.ranks()).mapToDouble(rank -> rank < k ? 1 : 0).toArray();
        return Interval.of(right.length, progress, times -> Interval.mean(right, times));
    }

    private static Interval meanClass(LabelledScores scores, Accuracy accuracy, Progress progress) {
        int[] truth = scores.labels();
        return Interval.of(truth.length, progress,
            times -> meanClass(truth, accuracy.ranks(), scores.classes().size(), times));
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

    private static Interval precision(LabelledScores scores, Progress progress) {
        RankedClass[] classes = IntStream.range(0, scores.classes().size()).mapToObj(c -> {
            progress.report(0, "ranking videos for class " + (c + 1) + " of " + scores.classes().size());
            return RankedClass.of(scores, c);
        }).toArray(RankedClass[]::new);
        return Interval.of(scores.size(), progress,
            times -> Arrays.stream(classes).mapToDouble(one -> one.averagePrecision(times))
                .filter(precision -> !Double.isNaN(precision)).average().orElse(Double.NaN));
    }
}
