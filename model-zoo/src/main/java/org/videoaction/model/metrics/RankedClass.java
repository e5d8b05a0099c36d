package org.videoaction.model.metrics;

import java.util.Set;

/**
 * The videos in the order of one class's scores, the highest first.
 *
 * @param ranking indices of videos
 * @param scores of all videos, by index
 * @param shown whether the class holds in a video, by index
 */
record RankedClass(int[] ranking, double[] scores, boolean[] shown) {

    static RankedClass of(double[] scores, boolean[] shown) {
        return new RankedClass(Accuracy.ranking(scores), scores, shown);
    }

    static RankedClass of(LabelledScores all, int label) {
        double[] scores = all.probabilities().stream().mapToDouble(row -> row[label]).toArray();
        boolean[] shown = new boolean[scores.length];
        int i = 0;
        for (Set<Integer> labels : all.truth()) {
            shown[i++] = labels.contains(label);
        }
        return of(scores, shown);
    }

    /**
     * The area under the curve of precision over recall, in steps; videos of one score enter it together.
     *
     * @param times how often each video counts
     * @return not a number where no video of the class counts
     */
    double averagePrecision(int[] times) {
        long seen = 0;
        long right = 0;
        long rightBefore = 0;
        double area = 0;
        for (int i = 0; i < ranking.length; i++) {
            int video = ranking[i];
            seen += times[video];
            right += shown[video] ? times[video] : 0;
            if (right > rightBefore && (i + 1 == ranking.length || scores[ranking[i + 1]] != scores[video])) {
                area += (right - rightBefore) * (right / (double) seen);
                rightBefore = right;
            }
        }
        return area / right;
    }
}
