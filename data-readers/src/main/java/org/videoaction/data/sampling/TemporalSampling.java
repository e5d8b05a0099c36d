package org.videoaction.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses which frames of a video make its clips. */
public interface TemporalSampling {

    /** T, the frames of a clip. */
    int length();

    /** tau, the distance between neighbouring frames of a clip. */
    int stride();

    /** The clips taken from one video. */
    int clips();

    /**
     * The frame indices of each clip.
     *
     * @param frames how many frames the video has, at least 1
     * @return {@link #clips()} arrays of {@link #length()} indices from 0 to {@code frames - 1}; a clip that is longer
     *     than the video starts over at its first frame
     */
    List<int[]> sample(int frames, RandomGenerator random);

    /** The clip that starts at {@code offset} and goes round past the last frame, as MMAction2's loop rule has it. */
    static int[] looped(int offset, int length, int stride, int frames) {
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            indices[i] = (offset + i * stride) % frames;
        }
        return indices;
    }
}
