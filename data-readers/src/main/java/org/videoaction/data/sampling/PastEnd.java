package org.videoaction.data.sampling;

/** What a clip shows after the last frame of its video. */
public enum PastEnd {

    /** The video from its first frame again (MMAction2's {@code loop}). */
    LOOP,
    /** The last frame that the clip has reached, again and again (MMAction2's {@code repeat_last}). */
    REPEAT_LAST;

    /** Replaces the indices from {@code frames} on; {@code indices} ascend and start inside the video. */
    int[] apply(int[] indices, int frames) {
        int last = 0;
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < frames) {
                last = indices[i];
            } else {
                indices[i] = this == LOOP ? indices[i] % frames : last;
            }
        }
        return indices;
    }
}
