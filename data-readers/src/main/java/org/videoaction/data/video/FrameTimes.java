package org.videoaction.data.video;

import java.util.stream.LongStream;
import org.videoaction.data.sampling.Span;

/** When each frame of a video is shown. */
final class FrameTimes {

    /** What may be lost where seconds become ticks. */
    private static final double ROUNDING = 1e-3;

    private final long[] shown;
    private final double tick;

    /**
     * @param shown ascending, in ticks
     * @param tick the seconds of a tick
     */
    FrameTimes(long[] shown, double tick) {
        this.shown = shown;
        this.tick = tick;
    }

    /**
     * Neighbouring frames of a video.
     *
     * @param first the index of the first one
     */
    record Stretch(int first, int frames) {}

    /**
     * The frames that can be seen during a span, at least one: the first is that on show when the span starts.
     *
     * @return null where the video is over before the span starts
     */
    Stretch during(Span span) {
        if (span.start() / tick + ROUNDING >= ticks() + meanTicks()) {
            return null;
        }
        int first = Math.max(0, shownBy(span.start() / tick + ROUNDING) - 1);
        int after = shownBy(span.end() / tick - ROUNDING);
        return new Stretch(first, Math.max(1, after - first));
    }

    /** How many frames have been shown some ticks after the first one was. */
    private int shownBy(double ticks) {
        return (int) LongStream.of(shown).takeWhile(time -> time - shown[0] <= ticks).count();
    }

    /** The time from the first frame to the last one. */
    private long ticks() {
        return shown[shown.length - 1] - shown[0];
    }

    /** The time that a frame is shown on average; a single one is as good as endless. */
    private double meanTicks() {
        return shown.length == 1 ? Double.POSITIVE_INFINITY : (double) ticks() / (shown.length - 1);
    }

    /** The time from the first frame to the end of the last one, in seconds. */
    double seconds() {
        return (ticks() + meanTicks()) * tick;
    }
}
