package org.videoaction.model.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well detected segments agree with the true ones, class by class, as ActivityNet measures it: from the highest score
 * down a detection is right when of the true segments of its video and class that nobody has taken it overlaps one by the
 * threshold, and takes the one that it overlaps most. Average precision is the area below the curve of precision over recall
 * that never rises; a class counts when it has a true segment.
 *
 * @param thresholds the least overlaps (temporal intersection over union)
 * @param ofClass by threshold and class, from 0 to 1, or not a number for a class without true segments
 */
public record SegmentAveragePrecision(double[] thresholds, double[][] ofClass) {

    /**
     * ActivityNet's thresholds: 0.5, 0.55, ..., 0.95.
     */
    public static double[] activityNet() {
        return steps(50, 95, 5);
    }

    /** Those that are usual for THUMOS14: 0.3, 0.4, ..., 0.7. */
    public static double[] thumos() {
        return steps(30, 70, 10);
    }

    private static double[] steps(int first, int last, int step) {
        return IntStream.iterate(first, percent -> percent <= last, percent -> percent + step)
            .mapToDouble(percent -> percent / 100.0).toArray();
    }

    /** @param classes the number of classes */
    public static SegmentAveragePrecision of(int classes, List<LabelledSegment> truth, List<LabelledSegment> detections,
        double[] thresholds) {
        double[][] precision = new double[thresholds.length][classes];
        for (int label = 0; label < classes; label++) {
            int wanted = label;
            List<LabelledSegment> there = truth.stream().filter(segment -> segment.label() == wanted).toList();
            List<LabelledSegment> found = detections.stream().filter(segment -> segment.label() == wanted)
                .sorted(Comparator.comparingDouble(LabelledSegment::score).reversed()).toList();
            Matching matching = Matching.of(there, found);
            for (int t = 0; t < thresholds.length; t++) {
                precision[t][label] = there.isEmpty() ? Double.NaN
                    : area(matching.right(thresholds[t]), there.size());
            }
        }
        return new SegmentAveragePrecision(thresholds.clone(), precision);
    }

    /**
     * What overlaps what.
     *
     * @param candidates for each detection the true segments of its video, from the one that it overlaps most
     * @param overlaps of these
     * @param truth how many true segments there are
     */
    private record Matching(int[][] candidates, double[][] overlaps, int truth) {

        static Matching of(List<LabelledSegment> truth, List<LabelledSegment> detections) {
            Map<String, List<Integer>> ofVideo = IntStream.range(0, truth.size()).boxed()
                .collect(Collectors.groupingBy(i -> truth.get(i).video()));
            int[][] candidates = new int[detections.size()][];
            double[][] overlaps = new double[detections.size()][];
            for (int d = 0; d < candidates.length; d++) {
                LabelledSegment detection = detections.get(d);
                candidates[d] = ofVideo.getOrDefault(detection.video(), List.of()).stream()
                    .sorted(Comparator.comparingDouble(i -> -detection.overlap(truth.get(i)))).mapToInt(i -> i).toArray();
                overlaps[d] = Arrays.stream(candidates[d]).mapToDouble(i -> detection.overlap(truth.get(i))).toArray();
            }
            return new Matching(candidates, overlaps, truth.size());
        }

        /** For each detection, whether it takes a true segment. */
        boolean[] right(double threshold) {
            boolean[] taken = new boolean[truth];
            boolean[] right = new boolean[candidates.length];
            for (int d = 0; d < right.length; d++) {
                for (int c = 0; c < candidates[d].length && overlaps[d][c] >= threshold && !right[d]; c++) {
                    right[d] = !taken[candidates[d][c]];
                    taken[candidates[d][c]] = true;
                }
            }
            return right;
        }
    }

    /** The area below the best precision at each recall or a higher one. */
    static double area(boolean[] right, int missable) {
        double[] precision = new double[right.length];
        int found = 0;
        for (int i = 0; i < right.length; i++) {
            found += right[i] ? 1 : 0;
            precision[i] = found / (i + 1.0);
        }
        double best = 0;
        double area = 0;
        for (int i = right.length - 1; i >= 0; i--) {
            best = Math.max(best, precision[i]);
            area += right[i] ? best / missable : 0;
        }
        return area;
    }

    /** mAP at a threshold: the mean over the classes that count; not a number where none does. */
    public double mean(int threshold) {
        return DoubleStream.of(ofClass[threshold]).filter(precision -> !Double.isNaN(precision)).average()
            .orElse(Double.NaN);
    }

    /** Average mAP: the mean over the thresholds; not a number where no class counts. */
    public double average() {
        return IntStream.range(0, thresholds.length).mapToDouble(this::mean).average().orElse(Double.NaN);
    }

    /** A class's average precision, averaged over the thresholds; not a number where the class does not count. */
    public double ofClass(int label) {
        return IntStream.range(0, thresholds.length).mapToDouble(t -> ofClass[t][label]).average().orElse(Double.NaN);
    }
}
