package org.videoaction.model.metrics;

import java.util.List;
import java.util.stream.IntStream;
import org.videoaction.data.list.Classes;

/**
 * How often a classifier was right.
 *
 * @param classes the class names
 * @param confusion rows are true classes, columns predicted ones, in the order of {@code classes}
 * @param ranks for each scored video the place of its true class among the predictions, 0 for the first
 */
public record Accuracy(Classes classes, int[][] confusion, int[] ranks) {

    /**
     * @param truth for each video the index of its class
     * @param rankings for each video the class indices from the most to the least probable; a ranking may be cut off
     */
    public static Accuracy of(Classes classes, int[] truth, List<int[]> rankings) {
        int[][] confusion = new int[classes.size()][classes.size()];
        int[] ranks = new int[truth.length];
        for (int i = 0; i < truth.length; i++) {
            int[] ranking = rankings.get(i);
            int label = truth[i];
            confusion[label][ranking[0]]++;
            ranks[i] = IntStream.range(0, ranking.length).filter(k -> ranking[k] == label).findFirst()
                .orElse(Integer.MAX_VALUE);
        }
        return new Accuracy(classes, confusion, ranks);
    }

    /** Class indices from the most to the least probable; of equal ones, as 0 and -0 are, the first comes first. */
    public static int[] ranking(double[] probabilities) {
        return IntStream.range(0, probabilities.length).boxed()
            .sorted((a, b) -> Double.compare(probabilities[b] + 0.0, probabilities[a] + 0.0))
            .mapToInt(Integer::intValue).toArray();
    }

    /** The index of the highest score, the first of equal ones. */
    public static int best(float[] scores) {
        return best(LabelledScores.values(scores));
    }

    /** The same of scores of 64 bits. */
    public static int best(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /** How many videos were scored. */
    public int videos() {
        return ranks.length;
    }

    /** The share of videos whose class is among the {@code k} most probable. */
    public double top(int k) {
        return IntStream.of(ranks).filter(rank -> rank < k).count() / (double) ranks.length;
    }

    /** The videos of a class. */
    public int support(int label) {
        return IntStream.of(confusion[label]).sum();
    }

    /** The videos that were taken for a class. */
    public int predicted(int label) {
        return IntStream.range(0, classes.size()).map(row -> confusion[row][label]).sum();
    }

    /** The share of a class's videos that were recognised; not a number where it has none. */
    public double recall(int label) {
        return confusion[label][label] / (double) support(label);
    }

    /** The share of right ones among the videos taken for a class; not a number where there are none. */
    public double precision(int label) {
        return confusion[label][label] / (double) predicted(label);
    }

    /** The mean recall of the classes that have videos; the others, {@link #absent}, are left out. */
    public double meanClass() {
        return IntStream.range(0, classes.size()).filter(label -> support(label) > 0).mapToDouble(this::recall)
            .average().orElse(Double.NaN);
    }

    /** MMAction2's mean class accuracy: a class without videos counts as 0 where some video was taken for it. */
    public double meanClassOfMmaction() {
        return IntStream.range(0, classes.size()).filter(label -> support(label) + predicted(label) > 0)
            .mapToDouble(label -> support(label) == 0 ? 0 : recall(label)).average().orElse(Double.NaN);
    }

    /** The classes that have no videos. */
    public List<String> absent() {
        return IntStream.range(0, classes.size()).filter(label -> support(label) == 0).mapToObj(classes::name).toList();
    }
}
