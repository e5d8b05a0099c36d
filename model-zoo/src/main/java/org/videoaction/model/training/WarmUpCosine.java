package org.videoaction.model.training;

/**
 * The learning rate of the SlowFast paper: a linear warm-up, then half a period of a cosine down to zero (Loshchilov and
 * Hutter, "SGDR"), as PySlowFast computes it: the warm-up ends at the cosine's own value, and the cosine counts from the
 * first epoch.
 *
 * @param peak the rate from which the cosine starts
 * @param start the rate at the first step
 * @param warmUp epochs until the cosine takes over; 0 for none
 * @param epochs the epoch at which the cosine reaches zero
 */
public record WarmUpCosine(double peak, double start, double warmUp, double epochs) {

    /** The rate at a moment, in epochs and fractions of them. */
    public double rate(double epoch) {
        if (epoch >= warmUp) {
            return cosine(epoch);
        }
        return start + (cosine(warmUp) - start) * epoch / warmUp;
    }

    private double cosine(double epoch) {
        return peak * (Math.cos(Math.PI * epoch / epochs) + 1) / 2;
    }
}
