package org.videoaction.model.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well scores put a class's videos before the others, class by class: the area under the curve of precision over
 * recall, in steps and without interpolation, as scikit-learn, PySlowFast's Charades meter and MMAction2 have it. Videos of
 * one score enter the curve together.
 *
 * @param ofClass from 0 to 1, or not a number for a class without videos
 */
public record AveragePrecision(double[] ofClass) {

    /**
     * @param scores N rows of one score a class
     * @param shown N rows that say which classes hold
     */
    public static AveragePrecision of(double[][] scores, boolean[][] shown) {
        int classes = scores.length == 0 ? 0 : scores[0].length;
        return new AveragePrecision(IntStream.range(0, classes).mapToDouble(label -> of(
            Arrays.stream(scores).mapToDouble(row -> row[label]).toArray(), row -> shown[row][label])).toArray());
    }

    /** The same of N rows in 32 bits and the indices of the classes that hold in each. */
    static AveragePrecision of(List<float[]> scores, List<Set<Integer>> shown, int classes) {
        return new AveragePrecision(IntStream.range(0, classes).mapToDouble(label -> of(
            scores.stream().mapToDouble(row -> row[label]).toArray(), row -> shown.get(row).contains(label))).toArray());
    }

    private static double of(double[] scores, IntPredicate shown) {
        int[] ranking = Accuracy.ranking(scores);
        int right = 0;
        int rightBefore = 0;
        double area = 0;
        for (int i = 0; i < ranking.length; i++) {
            right += shown.test(ranking[i]) ? 1 : 0;
            if (i + 1 == ranking.length || scores[ranking[i + 1]] != scores[ranking[i]]) {
                area += (right - rightBefore) * (right / (i + 1.0));
                rightBefore = right;
            }
        }
        return area / right;
    }

    /** mAP: the mean over the classes that have videos; not a number where none has. */
    public double mean() {
        return DoubleStream.of(ofClass).filter(precision -> !Double.isNaN(precision)).average().orElse(Double.NaN);
    }
}
