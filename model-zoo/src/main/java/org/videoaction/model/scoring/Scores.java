package org.videoaction.model.scoring;

import java.util.List;

/**
 * What a model says of so few videos that all of it fits into memory.
 *
 * @param videos in the order of the clips' source, with those that it left out
 */
public record Scores(List<VideoScore> videos, ScoringReport report) {

    /** Why a video has no class though it was read. */
    static final String NO_NUMBERS = "the network's scores of it are not finite numbers: the model's weights are too large, "
        + "or its numbers too small where it is not computed in 32 bits";

    public Scores {
        videos = List.copyOf(videos);
    }

    /**
     * The videos without a class: those that could not be read, now or when clips were made, and those whose scores are not
     * finite.
     */
    public List<VideoScore> broken() {
        return videos.stream().filter(video -> video.problem() != null).toList();
    }
}
