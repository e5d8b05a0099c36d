package org.videoaction.model.quantization;

/** The power of some values over that of their errors. */
public final class SignalToNoise {

    private static final double DECIBELS = 10;

    private double signal;
    private double noise;

    /** @param exact what it should be */
    public void add(double exact, double quantized) {
        signal += exact * exact;
        noise += (exact - quantized) * (exact - quantized);
    }

    /** As many values of each. */
    public void add(float[] exact, float[] quantized) {
        for (int i = 0; i < exact.length; i++) {
            add(exact[i], quantized[i]);
        }
    }

    /** In decibels; infinite without errors, not a number without values. */
    public double decibels() {
        return DECIBELS * Math.log10(signal / noise);
    }
}
