package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.List;
import org.videoaction.model.metrics.Accuracy;

/**
 * A stretch of a video in which one action is the most probable one.
 *
 * @param start seconds after the video's first frame
 * @param end seconds, where the next segment starts or the video ends
 * @param label the index of the action's class
 * @param probability the mean of the class's probabilities in the segment's windows
 * @param windows how many windows it is made of
 */
public record ActionSegment(double start, double end, int label, double probability, int windows) {

    /**
     * Neighbouring windows of the same class become one segment. Where two segments of one class are joined, their
     * probability is that of their own windows.
     *
     * @param windows those of a video, in their order
     */
    public static List<ActionSegment> of(List<ScoredWindow> windows, SegmentRules rules) {
        List<ActionSegment> segments = new ArrayList<>();
        int first = 0;
        double sum = 0;
        for (int i = 0; i < windows.size(); i++) {
            int label = label(windows.get(i), rules);
            sum += label < 0 ? 0 : windows.get(i).probabilities()[label];
            if (i + 1 == windows.size() || label(windows.get(i + 1), rules) != label) {
                if (label >= 0) {
                    add(new ActionSegment(windows.get(first).start(), windows.get(i).end(), label, sum / (i + 1 - first),
                        i + 1 - first), segments, rules.largestGap());
                }
                first = i + 1;
                sum = 0;
            }
        }
        return segments.stream().filter(segment -> segment.end - segment.start >= rules.shortest()).toList();
    }

    /** Below 0 where nothing happens. */
    private static int label(ScoredWindow window, SegmentRules rules) {
        int best = Accuracy.best(window.probabilities());
        return best == rules.background() || window.probabilities()[best] < rules.leastProbability() ? -1 : best;
    }

    private static void add(ActionSegment segment, List<ActionSegment> segments, double largestGap) {
        ActionSegment before = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        boolean joined = before != null && before.label == segment.label && segment.start - before.end <= largestGap;
        if (joined) {
            int all = before.windows + segment.windows;
            segments.set(segments.size() - 1, new ActionSegment(before.start, segment.end, segment.label,
                (before.probability * before.windows + segment.probability * segment.windows) / all, all));
        } else {
            segments.add(segment);
        }
    }
}
