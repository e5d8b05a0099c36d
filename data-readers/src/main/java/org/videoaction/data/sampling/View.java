package org.videoaction.data.sampling;

import java.util.Arrays;
import java.util.List;

/**
 * One clip of a video: which frames, and which part of them.
 *
 * @param clip the number of the clip along time, from 0
 * @param crop the number of the crop within that clip, from 0
 * @param frames indices into the video's frames
 * @param colour how its colours are changed
 * @param changes what is changed after them, one after the other
 */
public record View(int clip, int crop, int[] frames, Crop space, ColourChange colour, List<FrameChange> changes) {

    /** A clip whose colours alone are changed. */
    public View(int clip, int crop, int[] frames, Crop space, ColourChange colour) {
        this(clip, crop, frames, space, colour, List.of());
    }

    /** The same clip of other frames: those at its places in {@code shown}, none of them behind the {@code last} one. */
    public View of(int[] shown, int last) {
        return new View(clip, crop, Arrays.stream(frames).map(frame -> Math.min(shown[frame], last)).toArray(), space,
            colour, changes);
    }

    /** The index of the last frame that is needed. */
    public int lastFrame() {
        return Arrays.stream(frames).max().orElseThrow();
    }
}
