package org.videoaction.model.training;

/** How the learning rate falls from its peak, after and beside any warm-up. */
public interface Decay {

    /** The share of the peak at a moment, in epochs and fractions of them. */
    double factor(double epoch);
}
