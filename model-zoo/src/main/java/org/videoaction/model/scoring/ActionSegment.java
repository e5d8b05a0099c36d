package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.video.Seconds;
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
     * Neighbouring windows of the same class become one segment; between two classes the border lies halfway between the
     * middles of the windows.
     *
     * @param middles of the windows in seconds, ascending
     * @param probabilities of each window, one a class
     * @param end the video's, in seconds
     */
    static List<ActionSegment> of(double[] middles, List<float[]> probabilities, double end) {
        List<ActionSegment> segments = new ArrayList<>();
        double start = 0;
        double sum = 0;
        int first = 0;
        for (int i = 0; i < middles.length; i++) {
            int label = Accuracy.best(probabilities.get(i));
            sum += probabilities.get(i)[label];
            boolean last = i + 1 == middles.length;
            if (last || Accuracy.best(probabilities.get(i + 1)) != label) {
                double border = last ? end : Seconds.rounded((middles[i] + middles[i + 1]) / 2);
                segments.add(new ActionSegment(start, border, label, sum / (i + 1 - first), i + 1 - first));
                start = border;
                sum = 0;
                first = i + 1;
            }
        }
        return segments;
    }
}
