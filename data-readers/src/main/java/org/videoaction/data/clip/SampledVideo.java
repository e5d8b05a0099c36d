package org.videoaction.data.clip;

import org.videoaction.data.list.LabeledVideo;
import org.videoaction.data.video.VideoViews;

/**
 * What came of one video.
 *
 * @param clips how many clips it gave
 * @param status {@link #OK}, {@link #PARTIAL} or {@link #FAILED}
 * @param reason why it is not ok, or null
 */
public record SampledVideo(LabeledVideo video, int clips, String status, String reason) {

    /** Everything could be decoded. */
    public static final String OK = "ok";
    /** Parts could not be decoded; the clips come from the rest. */
    public static final String PARTIAL = "partial";
    /** Nothing could be decoded: the video has no clip in the table. */
    public static final String FAILED = "failed";

    static SampledVideo of(LabeledVideo video, VideoViews read) {
        return read.corruptPackets() == 0
            ? new SampledVideo(video, read.clips().size(), OK, null)
            : new SampledVideo(video, read.clips().size(), PARTIAL, read.corruptPackets() + " corrupt packets");
    }

    static SampledVideo failed(LabeledVideo video, String reason) {
        return new SampledVideo(video, 0, FAILED, reason);
    }
}
