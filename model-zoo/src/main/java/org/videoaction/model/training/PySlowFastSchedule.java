package org.videoaction.model.training;

/**
 * A learning rate as PySlowFast and PaddleVideo compute it, anew at every step: a linear warm-up from a rate of its own up
 * to where the decay then is, and the decay, which counts from the first epoch.
 *
 * @param peak the rate from which the decay starts
 * @param start the rate of the first step, where there is a warm-up
 * @param warmUp epochs until the decay takes over; 0 for none
 */
public record PySlowFastSchedule(double peak, double start, double warmUp, Decay decay) implements Schedule {

    @Override
    public double rate(int epoch, int step, int steps) {
        return rate(epoch + (double) step / steps);
    }

    /** The rate at a moment, in epochs and fractions of them. */
    public double rate(double epoch) {
        if (epoch >= warmUp) {
            return peak * decay.factor(epoch);
        }
        return start + (peak * decay.factor(warmUp) - start) * epoch / warmUp;
    }
}
