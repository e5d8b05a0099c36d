package org.videoaction.model.scoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.videoaction.data.video.VideoContent;

/**
 * A video that is done, as a folder keeps it.
 *
 * @param entry its number in the list where version 1.0.0 kept it, which says nothing of its content; null in later ones
 * @param segment what part of the content was scored
 * @param whole the fingerprint of all of the content
 * @param clips each of its clips, where they are wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeptScore(Integer entry, String segment, VideoContent content, String whole, VideoScore score,
    List<ClipScore> clips) {

    /** Whether it is a whole one, of a model with as many classes. */
    boolean fits(int classes) {
        boolean known = entry == null ? segment != null && content != null && content.parts() != null && whole != null
            : entry >= 0;
        return known && score != null && score.video() != null && score.views() > 0 && score.probabilities() != null
            && score.probabilities().length == classes && clips != null;
    }

    /** The same score for what a list calls it now. */
    KeptScore named(String video, List<String> labels) {
        return new KeptScore(entry, segment, content, whole,
            new VideoScore(video, labels, score.views(), score.probabilities(), score.features(), null),
            clips.stream().map(clip -> new ClipScore(video, labels, clip.startFrame(), clip.clip(), clip.crop(),
                clip.probabilities(), clip.features())).toList());
    }
}
