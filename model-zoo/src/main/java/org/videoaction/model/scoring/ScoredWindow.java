package org.videoaction.model.scoring;

import org.videoaction.data.video.Seconds;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network says of the part of a video that is nearest to one of its windows.
 *
 * @param start seconds after the video's first frame, where the part before ends
 * @param end seconds, halfway between the middles of this window and the next, or the video's end
 * @param probabilities one a class
 */
public record ScoredWindow(double start, double end, float[] probabilities) {

    /**
     * @param middles of the windows in seconds, ascending
     * @param end the video's, in seconds
     */
    static List<ScoredWindow> of(double[] middles, List<float[]> probabilities, double end) {
        List<ScoredWindow> windows = new ArrayList<>();
        double start = 0;
        for (int i = 0; i < middles.length; i++) {
            double border = i + 1 == middles.length ? end : Seconds.rounded((middles[i] + middles[i + 1]) / 2);
            windows.add(new ScoredWindow(start, border, probabilities.get(i)));
            start = border;
        }
        return windows;
    }
}
