package org.videoaction.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the views that are taken of a video. */
@FunctionalInterface
public interface ViewSampling {

    /** Whether frames are chosen by a rate other than the video's own, and so by time. */
    default boolean resamples() {
        return false;
    }

    /**
     * The views of a stretch of a video.
     *
     * @param first the index of the stretch's first frame
     * @param frames how many frames the stretch has, at least 1
     * @param all how many frames the video has
     * @param fps the video's frames a second, 0 where unknown
     * @param frame the size of its upright frames
     */
    List<View> views(int first, int frames, int all, double fps, FrameSize frame, RandomGenerator random);
}
