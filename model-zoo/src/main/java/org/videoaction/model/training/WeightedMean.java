package org.videoaction.model.training;

/** The mean of vectors, added up in 64 bits in the order in which they come, so that the same order gives the same mean. */
public final class WeightedMean {

    private double[] sums = new double[0];
    private double weights;

    /** @param weight not negative; what weighs nothing is not looked at */
    public void add(float[] values, double weight) {
        if (sums.length < values.length) {
            sums = new double[values.length];
        }
        if (weight > 0) {
            weights += weight;
            for (int i = 0; i < values.length; i++) {
                sums[i] += weight * values[i];
            }
        }
    }

    /** The mean; zeros where nothing weighs anything. */
    public float[] values() {
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = weights == 0 ? 0 : (float) (sums[i] / weights);
        }
        return mean;
    }
}
