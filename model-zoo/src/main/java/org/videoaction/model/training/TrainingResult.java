package org.videoaction.model.training;

import java.util.List;
import org.videoaction.model.saved.VideoModel;

/**
 * What training ends with.
 *
 * @param remarks what a person should know about it: why it ended early, classes without clips
 */
public record TrainingResult(VideoModel model, List<String> remarks) {

    public TrainingResult {
        remarks = List.copyOf(remarks);
    }
}
