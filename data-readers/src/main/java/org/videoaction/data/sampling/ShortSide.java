package org.videoaction.data.sampling;

import java.util.random.RandomGenerator;

/**
 * The short side of a frame after scaling, in pixels, drawn anew for each clip.
 *
 * @param largest equal to {@code smallest} for one that is always the same
 */
public record ShortSide(int smallest, int largest, Draw draw) {

    private static final double JITTER = 320.0 / 256;

    /** How sizes between the two are drawn. */
    public enum Draw {
        /** Every size as often as another (MMAction2's RandomRescale). */
        EVEN,
        /** Evenly between the two, then rounded: the two ends half as often as other sizes (PySlowFast). */
        ROUNDED,
        /** Evenly in 1/size, then rounded: small sizes more often (PySlowFast's INV_UNIFORM_SAMPLE). */
        INVERSE
    }

    public ShortSide {
        if (smallest < 1 || largest < smallest) {
            throw new IllegalArgumentException("The short side goes from " + smallest + " to " + largest
                + " pixels; it needs at least 1 pixel, and the largest is not below the smallest.");
        }
    }

    /** From the smallest up to what is to it as 320 is to 256, as PySlowFast draws it for training. */
    public ShortSide jittered() {
        return new ShortSide(smallest, (int) Math.round(smallest * JITTER), draw);
    }

    int sample(RandomGenerator random) {
        if (smallest == largest) {
            return smallest;
        }
        return switch (draw) {
            case EVEN -> random.nextInt(smallest, largest + 1);
            case ROUNDED -> (int) Math.rint(random.nextDouble(smallest, largest));
            case INVERSE -> (int) Math.rint(1 / random.nextDouble(1.0 / largest, 1.0 / smallest));
        };
    }
}
