package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.videoaction.data.Progress;
import org.videoaction.model.metrics.LabelledSegment;
import org.videoaction.model.metrics.SegmentAveragePrecision;

/**
 * Tries rules for segments, all combinations of some values, and measures what comes of each.
 *
 * @param leastProbabilities values of {@link SegmentRules#leastProbability}
 * @param largestGaps values of {@link SegmentRules#largestGap} in seconds
 * @param shortest values of {@link SegmentRules#shortest} in seconds
 * @param background as {@link SegmentRules#background}
 */
public record SegmentTuning(List<Double> leastProbabilities, List<Double> largestGaps, List<Double> shortest,
    int background) {

    /**
     * A combination and what it reaches.
     *
     * @param precision with ActivityNet's or other thresholds
     * @param segments how many it gives
     */
    public record Trial(SegmentRules rules, SegmentAveragePrecision precision, int segments) {}

    /** How many combinations there are. */
    public int size() {
        return leastProbabilities.size() * largestGaps.size() * shortest.size();
    }

    /**
     * All combinations, the best average mAP first; of equal ones the one that was named first.
     *
     * @param windows of each video
     * @param truth segments of the same videos and classes
     * @param classes how many there are
     */
    public List<Trial> of(Map<String, List<ScoredWindow>> windows, List<LabelledSegment> truth, int classes,
        double[] thresholds, Progress progress) {
        List<Trial> trials = new ArrayList<>();
        for (double least : leastProbabilities) {
            for (double gap : largestGaps) {
                for (double length : shortest) {
                    progress.report((double) trials.size() / size(), trials.size() + " of " + size() + " combinations");
                    SegmentRules rules = new SegmentRules(least, gap, length, background);
                    List<LabelledSegment> found = segments(windows, rules);
                    trials
                        .add(new Trial(rules, SegmentAveragePrecision.of(classes, truth, found, thresholds), found.size()));
                }
            }
        }
        trials.sort(Comparator.comparingDouble(trial -> -trial.precision().average()));
        return trials;
    }

    private static List<LabelledSegment> segments(Map<String, List<ScoredWindow>> windows, SegmentRules rules) {
        List<LabelledSegment> all = new ArrayList<>();
        windows.forEach((video, ofVideo) -> ActionSegment.of(ofVideo, rules).forEach(segment -> all.add(
            new LabelledSegment(video, segment.start(), segment.end(), segment.label(), segment.probability()))));
        return all;
    }
}
