package org.videoaction.data.clip;

import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoViews;

/**
 * What came of one video.
 *
 * @param clips how many clips it gave
 * @param status {@link #OK}, {@link #PARTIAL} or {@link #FAILED}
 * @param reason why it is not ok, or null
 * @param shrunk as {@link Recipe#shrinks} has it, 1 where it failed
 */
public record SampledVideo(ListedVideo video, int clips, String status, String reason, double shrunk) {

    /** Everything could be decoded. */
    public static final String OK = "ok";
    /** Parts could not be decoded; the clips come from the rest. */
    public static final String PARTIAL = "partial";
    /** Nothing could be decoded: the video has no clip in the table. */
    public static final String FAILED = "failed";

    static SampledVideo of(ListedVideo video, VideoViews read, int clips, Recipe recipe) {
        return new SampledVideo(video, clips, status(read), read.problem(), recipe.shrinks(read.info()));
    }

    static String status(VideoViews read) {
        return read.problem() == null ? OK : PARTIAL;
    }

    static SampledVideo failed(ListedVideo video, String reason) {
        return new SampledVideo(video, 0, FAILED, reason, 1);
    }
}
