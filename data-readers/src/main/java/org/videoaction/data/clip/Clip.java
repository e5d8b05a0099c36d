package org.videoaction.data.clip;

import java.nio.ByteBuffer;

/**
 * One row of a clip table.
 *
 * @param id unique within the table
 * @param video the path of the video it was taken from
 * @param label the index of its class, or {@link #NO_LABEL}
 * @param startFrame the index of its first frame in the video
 * @param fps the video's frames a second, 0 where unknown
 * @param clip its number along time within the video, from 0
 * @param crop its number among the crops of that clip, from 0
 * @param status "ok", or "partial" where parts of the video could not be decoded
 * @param frames C x T x H x W bytes
 */
public record Clip(String id, String video, int label, long startFrame, double fps, int clip, int crop,
    String status, ByteBuffer frames) {

    /** The label of a clip whose class is not known. */
    public static final int NO_LABEL = -1;

    /** The same clip with its frames elsewhere. */
    Clip withFrames(ByteBuffer elsewhere) {
        return new Clip(id, video, label, startFrame, fps, clip, crop, status, elsewhere);
    }
}
