package org.videoaction.data.sampling;

/**
 * A stretch of time of a video, in seconds after its first frame.
 *
 * @param start not negative
 * @param end not before {@code start}; infinite for the video's end
 */
public record Span(double start, double end) {

    public Span {
        if (!(start >= 0 && start <= end) || Double.isInfinite(start)) {
            throw new IllegalArgumentException("A segment from " + start + " to " + end + " s is none: it starts at 0 s "
                + "or later and ends after it starts.");
        }
    }
}
