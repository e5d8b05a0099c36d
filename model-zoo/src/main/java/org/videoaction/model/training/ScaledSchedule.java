package org.videoaction.model.training;

/**
 * A schedule whose rates are shares of another rate.
 *
 * @param shares those of the rate
 */
record ScaledSchedule(Schedule shares, double rate) implements Schedule {

    @Override
    public double rate(int epoch, int step, int steps) {
        return rate * shares.rate(epoch, step, steps);
    }
}
