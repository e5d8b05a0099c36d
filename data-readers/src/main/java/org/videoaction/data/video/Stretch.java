package org.videoaction.data.video;

/**
 * Neighbouring frames of a video.
 *
 * @param first the index of the first one
 * @param frames how many, at least 1
 */
public record Stretch(int first, int frames) {

    /** What lies in a video of so many frames, at least its last one. */
    Stretch within(int all) {
        int start = Math.min(first, all - 1);
        return new Stretch(start, Math.min(frames, all - start));
    }
}
