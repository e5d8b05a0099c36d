package org.videoaction.model.scoring;

import java.util.stream.IntStream;

/**
 * What a model says of one video.
 *
 * @param label the name of its class, or null where unknown
 * @param views how many clips were averaged
 * @param probabilities the mean of the clips' class probabilities
 */
public record VideoScore(String video, String label, int views, float[] probabilities) {

    /** The classes from the most to the least probable; of equal ones the first comes first. */
    public int[] ranking() {
        return IntStream.range(0, probabilities.length).boxed()
            .sorted((a, b) -> Float.compare(probabilities[b], probabilities[a])).mapToInt(Integer::intValue).toArray();
    }
}
