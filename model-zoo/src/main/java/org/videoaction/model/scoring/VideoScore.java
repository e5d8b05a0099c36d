package org.videoaction.model.scoring;

import java.util.Arrays;
import java.util.List;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.LabelledScores;

/**
 * What a model says of one video, or of a segment of one.
 *
 * @param labels the names of its classes, none where unknown
 * @param views how many clips were put together
 * @param probabilities one a class, as {@link ViewAverage} puts them together; null where the video cannot be read
 *     or its scores are not finite
 * @param features what the classifier took, the mean over its clips; null where that was not asked for
 * @param problem why there are no probabilities, or null
 */
public record VideoScore(String video, List<String> labels, int views, float[] probabilities, float[] features,
    String problem) {

    public VideoScore {
        labels = List.copyOf(labels);
    }

    /** Of a video that cannot be read or scored. */
    public static VideoScore broken(String video, List<String> labels, String problem) {
        return new VideoScore(video, labels, 0, null, null, problem);
    }

    /** The name of its first class, or null where unknown. */
    public String label() {
        return labels.isEmpty() ? null : labels.get(0);
    }

    /** The index of the most probable class, the first of equal ones. */
    public int best() {
        return Accuracy.best(probabilities);
    }

    /** The indices of the {@code k} most probable classes, or of all where there are fewer. */
    public int[] top(int k) {
        int[] ranking = Accuracy.ranking(values());
        return Arrays.copyOf(ranking, Math.min(k, ranking.length));
    }

    /** The probabilities, one a class. */
    public double[] values() {
        return LabelledScores.values(probabilities);
    }
}
