package org.videoaction.model.training;

/**
 * What training does about few videos and unequal classes, beside the loss.
 *
 * @param sampling how often clips of each class are drawn
 * @param beta from 0 to below 1: each class weighs {@code (1 - beta) / (1 - beta ^ n)} for its n clips, which is one over
 *     their effective number (Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", 2019); 0 for all alike
 * @param mixing how clips of a batch are mixed
 */
public record FewVideos(ClassSampling sampling, double beta, Mixing mixing) {

    /** Nothing. */
    public static final FewVideos OFF = new FewVideos();

    public FewVideos {
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException("The beta of class weights is from 0 to below 1, not " + beta + ".");
        }
    }

    /** {@link #OFF}, which checkpoints do not mention. */
    FewVideos() {
        this(ClassSampling.OFF, 0, Mixing.NONE);
    }

    /** The same with other sampling. */
    public FewVideos with(ClassSampling other) {
        return new FewVideos(other, beta, mixing);
    }

    /** The same with classes weighed by their effective number. */
    public FewVideos withBeta(double other) {
        return new FewVideos(sampling, other, mixing);
    }

    /** The same with clips mixed in another way. */
    public FewVideos with(Mixing other) {
        return new FewVideos(sampling, beta, other);
    }
}
