package org.videoaction.model.tracking;

/**
 * The Kalman filter of one number that changes steadily. The filters of SORT and ByteTrack, whose four numbers (middle,
 * aspect and height of a box) disturb each other nowhere, are four of these.
 */
final class ConstantVelocity {

    private double value;
    private double velocity;
    private double valueVariance;
    private double covariance;
    private double velocityVariance;

    /** @param valueDeviation how far the first value may be off, {@code velocityDeviation} how fast it may change */
    ConstantVelocity(double value, double valueDeviation, double velocityDeviation) {
        this.value = value;
        this.valueVariance = valueDeviation * valueDeviation;
        this.velocityVariance = velocityDeviation * velocityDeviation;
    }

    double value() {
        return value;
    }

    double velocity() {
        return velocity;
    }

    /** Forgets how fast it was changing. */
    void stop() {
        velocity = 0;
    }

    /**
     * Goes on in time.
     *
     * @param frames how far, in the papers' frames
     * @param valueDeviation how far the value strays in a frame, {@code velocityDeviation} how far its velocity does
     */
    void predict(double frames, double valueDeviation, double velocityDeviation) {
        value += velocity * frames;
        valueVariance += frames * (2 * covariance + frames * velocityVariance)
            + frames * valueDeviation * valueDeviation;
        covariance += frames * velocityVariance;
        velocityVariance += frames * velocityDeviation * velocityDeviation;
    }

    /** Learns what was measured. @param deviation how far a measurement is off */
    void update(double measured, double deviation) {
        double variance = valueVariance + deviation * deviation;
        double valueGain = valueVariance / variance;
        double velocityGain = covariance / variance;
        double surprise = measured - value;
        value += valueGain * surprise;
        velocity += velocityGain * surprise;
        velocityVariance -= velocityGain * covariance;
        covariance -= valueGain * covariance;
        valueVariance -= valueGain * valueVariance;
    }
}
