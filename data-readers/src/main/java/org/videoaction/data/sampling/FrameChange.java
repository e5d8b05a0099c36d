package org.videoaction.data.sampling;

/** A change of pixels that is the same for all frames of a clip. */
@FunctionalInterface
public interface FrameChange {

    /**
     * Changes a frame in place.
     *
     * @param channels red, green and blue, each row by row, from 0 to 255
     */
    void apply(float[][] channels, int width, int height);

    /** A value that a channel can have. */
    static float clamped(float value) {
        return Math.max(0, Math.min(255, value));
    }
}
