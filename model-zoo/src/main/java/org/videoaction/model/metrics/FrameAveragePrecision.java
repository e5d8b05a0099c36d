package org.videoaction.model.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * AVA's frame-mAP: how well detected boxes agree with the true ones of their frame, class by class. A detection is right
 * when the true box that it overlaps most has an overlap of at least {@value #OVERLAP} and is not taken yet; average
 * precision is the area below the curve of precision over recall that never rises (PASCAL VOC 2010).
 *
 * @param ofClass from 0 to 1, or not a number for a class that does not count
 */
public record FrameAveragePrecision(double[] ofClass) {

    private static final double OVERLAP = 0.5;

    /** Whose rules hold where code bases differ. */
    public enum Convention {
        /**
         * Detections of a frame are matched in their given order; those in frames without true boxes are wrong; every
         * class with a true box counts.
         */
        PYSLOWFAST,
        /**
         * Detections are matched from the highest score to the lowest; those in frames without true boxes do not count;
         * nor does a class without a detection; true boxes of excluded frames are still missed. Boxes have 32 bits, which
         * decides where one covers exactly half of another.
         */
        MMACTION2,
        /** As {@link #MMACTION2}, but detections in frames without true boxes are wrong. */
        MMACTION2_EMPTY_FRAMES
    }

    /**
     * @param classes the number of classes
     * @param excluded frames that are not evaluated
     */
    public static FrameAveragePrecision of(int classes, List<ActionBox> truth, List<ActionBox> detections,
        Set<String> excluded, Convention convention) {
        List<ActionBox> evaluated = without(excluded, truth);
        List<ActionBox> missable = convention == Convention.PYSLOWFAST ? evaluated : truth;
        List<ActionBox> considered = considered(evaluated, without(excluded, detections), convention);
        List<ActionBox> matched = convention == Convention.PYSLOWFAST ? evaluated : singlePrecision(evaluated);
        return new FrameAveragePrecision(IntStream.range(0, classes)
            .mapToDouble(label -> ofClass(of(label, matched), of(label, missable).size(), of(label, considered),
                convention))
            .toArray());
    }

    private static List<ActionBox> considered(List<ActionBox> truth, List<ActionBox> detections, Convention convention) {
        if (convention == Convention.PYSLOWFAST) {
            return detections;
        }
        Set<String> frames = truth.stream().map(ActionBox::frame).collect(Collectors.toSet());
        return singlePrecision(detections).stream()
            .filter(box -> convention == Convention.MMACTION2_EMPTY_FRAMES || frames.contains(box.frame()))
            .sorted(Comparator.comparingDouble(ActionBox::score).reversed()).toList();
    }

    private static List<ActionBox> singlePrecision(List<ActionBox> boxes) {
        return boxes.stream().map(ActionBox::singlePrecision).toList();
    }

    private static List<ActionBox> without(Set<String> excluded, List<ActionBox> boxes) {
        return boxes.stream().filter(box -> !excluded.contains(box.frame())).toList();
    }

    private static List<ActionBox> of(int label, List<ActionBox> boxes) {
        return boxes.stream().filter(box -> box.label() == label).toList();
    }

    private static double ofClass(List<ActionBox> truth, int missable, List<ActionBox> detections, Convention convention) {
        boolean counts = missable > 0 && (convention == Convention.PYSLOWFAST || !detections.isEmpty());
        return counts ? SegmentAveragePrecision.area(rightByScore(truth, detections), missable) : Double.NaN;
    }

    /** For each detection, from the highest score to the lowest, whether it is right. */
    private static boolean[] rightByScore(List<ActionBox> truth, List<ActionBox> detections) {
        Map<String, List<ActionBox>> byFrame = truth.stream().collect(Collectors.groupingBy(ActionBox::frame));
        Set<Taken> taken = new HashSet<>();
        List<Boolean> right = new ArrayList<>();
        for (ActionBox detection : detections) {
            List<ActionBox> there = byFrame.getOrDefault(detection.frame(), List.of());
            int best = mostOverlapping(detection, there);
            right.add(best >= 0 && detection.overlap(there.get(best)) >= OVERLAP
                && taken.add(new Taken(detection.frame(), best)));
        }
        int[] ranking = Accuracy.ranking(detections.stream().mapToDouble(ActionBox::score).toArray());
        boolean[] ranked = new boolean[ranking.length];
        for (int i = 0; i < ranking.length; i++) {
            ranked[i] = right.get(ranking[i]);
        }
        return ranked;
    }

    /** A true box, by its place in its frame, that a detection was matched with. */
    private record Taken(String frame, int box) {}

    private static int mostOverlapping(ActionBox detection, List<ActionBox> truth) {
        int best = -1;
        for (int i = 0; i < truth.size(); i++) {
            if (best < 0 || detection.overlap(truth.get(i)) > detection.overlap(truth.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** The mean over the classes that count; not a number where none does. */
    public double mean() {
        return DoubleStream.of(ofClass).filter(precision -> !Double.isNaN(precision)).average().orElse(Double.NaN);
    }
}
