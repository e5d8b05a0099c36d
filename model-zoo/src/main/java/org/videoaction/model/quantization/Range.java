package org.videoaction.model.quantization;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The values of a layer's result that 8 bits tell apart: byte b stands for {@code (b - zeroPoint) scale}. 0 is always one of
 * them, for convolutions fill the border of what they take with it.
 *
 * @param low the smallest, at most 0
 * @param high the largest, at least 0
 */
@JsonIgnoreProperties(value = {"scale", "zeroPoint"}, ignoreUnknown = true)
public record Range(double low, double high) {

    private static final int LARGEST_BYTE = 255;

    /** @throws IllegalArgumentException when it is empty or not finite, or 0 lies outside */
    public Range {
        if (!(low <= 0 && high >= 0 && high > low && Double.isFinite(high - low))) {
            throw new IllegalArgumentException("A range from " + low + " to " + high
                + " cannot be divided into bytes; it has to be finite and to hold 0.");
        }
    }

    /** The smallest that holds both. */
    public Range and(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** The distance of two neighbouring values. */
    public double scale() {
        return (high - low) / LARGEST_BYTE;
    }

    /** The byte that stands for 0. */
    public int zeroPoint() {
        return (int) Math.rint(-low / scale());
    }
}
