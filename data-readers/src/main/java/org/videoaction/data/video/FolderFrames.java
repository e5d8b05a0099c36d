package org.videoaction.data.video;

/**
 * Which pictures of a folder are the frames of a video. Files that hold their own frames do not ask.
 *
 * @param names how they are called, or null to find out
 * @param offset how many pictures lie before the video's first one in a folder of several videos, {@link #ALONE} where the
 *     folder is one video's
 * @param count how many frames the video should have, 0 where nobody says; in a folder of several videos it has no more
 */
public record FolderFrames(FrameNames names, int offset, int count) {

    /** All pictures of a folder are one video. */
    public static final int ALONE = -1;
    /** What is taken where nobody says anything. */
    public static final FolderFrames ANY = new FolderFrames(null, ALONE, 0);
}
