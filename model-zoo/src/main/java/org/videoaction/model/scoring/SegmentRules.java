package org.videoaction.model.scoring;

/**
 * Which windows become segments.
 *
 * @param leastProbability below which a window's most probable class is not believed, and nothing happens there
 * @param largestGap seconds in which nothing happens, up to which two segments of one class become one
 * @param shortest seconds below which a segment is left out
 * @param background the index of the class that stands for nothing, or {@link #NO_BACKGROUND}
 */
public record SegmentRules(double leastProbability, double largestGap, double shortest, int background) {

    public static final int NO_BACKGROUND = -1;
    /** Everything is a segment. */
    public static final SegmentRules NONE = new SegmentRules(0, 0, 0, NO_BACKGROUND);

    public SegmentRules {
        if (!(leastProbability >= 0 && leastProbability <= 1 && largestGap >= 0 && shortest >= 0)) {
            throw new IllegalArgumentException(
                "The least probability is between 0 and 1; the largest gap and the shortest segment are no less than 0 s.");
        }
    }
}
