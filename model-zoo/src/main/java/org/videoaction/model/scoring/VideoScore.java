package org.videoaction.model.scoring;

import org.videoaction.model.metrics.Accuracy;

/**
 * What a model says of one video.
 *
 * @param label the name of its class, or null where unknown
 * @param views how many clips were averaged
 * @param probabilities the mean of the clips' class probabilities
 */
public record VideoScore(String video, String label, int views, float[] probabilities) {

    /** The index of the most probable class, the first of equal ones. */
    public int best() {
        return Accuracy.best(probabilities);
    }
}
