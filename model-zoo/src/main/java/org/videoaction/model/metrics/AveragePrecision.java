package org.videoaction.model.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
            Arrays.stream(scores).mapToDouble(row -> row[label]).toArray(), column(shown, label))).toArray());
    }

    /** The same of N rows in 32 bits and the indices of the classes that hold in each. */
    static AveragePrecision of(List<float[]> scores, List<Set<Integer>> shown, int classes) {
        return new AveragePrecision(IntStream.range(0, classes).mapToDouble(label -> {
            boolean[] column = new boolean[shown.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = shown.get(i).contains(label);
            }
            return of(scores.stream().mapToDouble(row -> row[label]).toArray(), column);
        }).toArray());
    }

    private static double of(double[] scores, boolean[] shown) {
        int[] once = new int[scores.length];
        Arrays.fill(once, 1);
        return RankedClass.of(scores, shown).averagePrecision(once);
    }

    private static boolean[] column(boolean[][] shown, int label) {
        boolean[] column = new boolean[shown.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = shown[i][label];
        }
        return column;
    }

    /** mAP: the mean over the classes that have videos; not a number where none has. */
    public double mean() {
        return DoubleStream.of(ofClass).filter(precision -> !Double.isNaN(precision)).average().orElse(Double.NaN);
    }
}
