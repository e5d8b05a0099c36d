package org.videoaction.model.scoring;

import java.util.List;

/**
 * What a model says of one clip.
 *
 * @param labels the names of its video's classes, none where unknown
 * @param startFrame the index of its first frame in the video
 * @param clip its number along time within the video, from 0
 * @param crop its number among the crops of that clip, from 0
 * @param probabilities one a class
 * @param features what the classifier took; null where that was not asked for
 */
public record ClipScore(String video, List<String> labels, long startFrame, int clip, int crop, float[] probabilities,
    float[] features) {

    public ClipScore {
        labels = List.copyOf(labels);
    }
}
