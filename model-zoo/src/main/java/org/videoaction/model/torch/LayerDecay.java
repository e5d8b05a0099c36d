package org.videoaction.model.torch;

/**
 * How the learning rate falls from the head down: each stage learns at so many times the rate of the stage above it (Bao et
 * al., "BEiT", 2022).
 *
 * @param factor above 0, to 1
 */
public record LayerDecay(double factor) {

    /** All stages learn at one rate. */
    public static final LayerDecay NONE = new LayerDecay();

    public LayerDecay {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("The layer-wise factor of the learning rate is above 0, to 1, not " + factor
                + ".");
        }
    }

    /** That of {@link #NONE}, which checkpoints do not mention. */
    LayerDecay() {
        this(1);
    }

    /** The share of the rate of a stage that is so many below the head. */
    double share(int below) {
        return Math.pow(factor, below);
    }
}
