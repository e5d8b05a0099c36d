package org.videoaction.model.quantization;

import java.util.Arrays;

/**
 * How often a layer's result had which value. The bins lie around 0 and cover what was seen; when a larger value comes they
 * become twice as wide, two of each side falling together.
 */
public final class Histogram {

    /** Bins on each side of 0. */
    static final int BINS = 2048;

    private final long[] above = new long[BINS];
    private final long[] below = new long[BINS];
    private double width;
    private double smallest;
    private double largest;
    private long count;

    /** @throws IllegalArgumentException when a value is not finite */
    public void add(float... values) {
        double reach = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("an activation is not finite");
            }
            reach = Math.max(reach, Math.abs(value));
        }
        cover(reach);
        for (float value : values) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
            (value < 0 ? below : above)[bin(Math.abs(value))]++;
        }
        count += values.length;
    }

    private void cover(double reach) {
        if (width == 0) {
            width = reach / BINS;
        }
        while (width > 0 && reach > width * BINS) {
            widen(above);
            widen(below);
            width *= 2;
        }
    }

    private static void widen(long[] side) {
        for (int i = 0; i < BINS / 2; i++) {
            side[i] = side[2 * i] + side[2 * i + 1];
        }
        Arrays.fill(side, BINS / 2, BINS, 0);
    }

    private int bin(double magnitude) {
        return width == 0 ? 0 : (int) Math.min(BINS - 1, magnitude / width);
    }

    long count() {
        return count;
    }

    double smallest() {
        return smallest;
    }

    double largest() {
        return largest;
    }

    /** How far from 0 a bin ends. */
    double end(int bin) {
        return (bin + 1) * width;
    }

    /** How many values lay so far from 0, on either side. */
    long[] magnitudes() {
        long[] sum = new long[BINS];
        Arrays.setAll(sum, bin -> above[bin] + below[bin]);
        return sum;
    }

    /** The end of the bin above which at most that share of all values lies, or the largest value where that is less. */
    double high(double share) {
        return Math.min(largest, reach(above, share));
    }

    /** The same below 0; a number that is not positive. */
    double low(double share) {
        return Math.max(smallest, -reach(below, share));
    }

    private double reach(long[] side, double share) {
        long outside = 0;
        for (int bin = BINS - 1; bin >= 0; bin--) {
            outside += side[bin];
            if (outside > share * count) {
                return end(bin);
            }
        }
        return 0;
    }
}
