package org.videoaction.data.sampling;

import org.videoaction.data.PackedList;

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

    /** Packs a span, or null. */
    public static void write(Span span, PackedList.Row row) {
        row.add(span == null ? 0 : 1);
        if (span != null) {
            row.add(span.start());
            row.add(span.end());
        }
    }

    /** What {@link #write} packed. */
    public static Span read(PackedList.Row row) {
        return row.number() == 0 ? null : new Span(row.real(), row.real());
    }
}
