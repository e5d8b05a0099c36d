package org.videoaction.data.video;

import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.videoaction.data.sampling.Span;

/** When each frame of a video is shown; what is given in seconds is rounded to {@link Seconds}. */
public final class FrameTimes {

    /** What may be lost where seconds become ticks. */
    private static final double ROUNDING = 1e-3;

    private final long[] shown;
    private final long last;
    private final double rate;
    private final double rounding;

    /**
     * @param shown ascending, in ticks
     * @param last how long the last frame is shown, in ticks; 0 where unknown: then as long as the others on average
     * @param rate ticks a second, which unlike the seconds of a tick are mostly whole
     */
    FrameTimes(long[] shown, long last, double rate) {
        this.shown = shown;
        this.last = last;
        this.rate = rate;
        this.rounding = Math.max(ROUNDING, rate / Seconds.MICROS);
    }

    /** Frames at a steady rate. */
    static FrameTimes steady(int frames, double fps) {
        return new FrameTimes(LongStream.range(0, frames).toArray(), 1, fps);
    }

    /**
     * The frames that can be seen during a span, at least one: the first is that on show when the span starts.
     *
     * @return null where the video is over before the span starts
     */
    Stretch during(Span span) {
        if (span.start() * rate + rounding >= ticks() + lastTicks()) {
            return null;
        }
        int first = Math.max(0, shownBy(span.start() * rate + rounding) - 1);
        int after = shownBy(span.end() * rate - rounding);
        return new Stretch(first, Math.max(1, after - first));
    }

    /** How many frames have been shown some ticks after the first one was. */
    private int shownBy(double ticks) {
        int low = 0;
        int high = shown.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (shown[middle] - shown[0] <= ticks) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The time from the first frame to the last one. */
    private long ticks() {
        return shown[shown.length - 1] - shown[0];
    }

    /** How long the last frame is shown; a single one of unknown duration is as good as endless. */
    private double lastTicks() {
        return last > 0 ? last : shown.length == 1 ? Double.POSITIVE_INFINITY : (double) ticks() / (shown.length - 1);
    }

    /** Whether frames come at a rate, but for what the container's clock rounds. */
    boolean keepTo(double fps) {
        double frame = rate / fps;
        for (int i = 0; i < shown.length; i++) {
            if (Math.abs(shown[i] - shown[0] - i * frame) > 1 + ROUNDING) {
                return false;
            }
        }
        return Math.abs(lastTicks() - frame) <= 1 + ROUNDING;
    }

    /** Whether all frames are shown equally long. */
    public boolean areSteady() {
        LongSummaryStatistics intervals = intervals().summaryStatistics();
        return shown.length < 2 || intervals.getMax() - intervals.getMin() <= ROUNDING * intervals.getMin();
    }

    /** From one frame to the next in ticks. */
    private LongStream intervals() {
        return IntStream.range(1, shown.length).mapToLong(i -> shown[i] - shown[i - 1]);
    }

    /** The interval that a share of the intervals between frames is shorter than, in seconds; there are two frames at least. */
    double interval(double share) {
        long[] intervals = intervals().sorted().toArray();
        return intervals[(int) (intervals.length * share)] / rate;
    }

    /** Frames a second, on average. */
    double meanRate() {
        return shown.length / (ticks() + lastTicks()) * rate;
    }

    /** How many frames there are. */
    public int frames() {
        return shown.length;
    }

    /**
     * When a frame is shown.
     *
     * @param frame its number from 0; between two numbers the time in between, and from the last one on up to its end
     * @return seconds after the first frame
     */
    public double at(double frame) {
        int before = (int) Math.min(frame, shown.length - 1);
        double duration = before + 1 < shown.length ? shown[before + 1] - shown[before] : lastTicks();
        double into = Math.min(1, frame - before);
        return Seconds.rounded((shown[before] - shown[0] + (into > 0 ? into * duration : 0)) / rate);
    }

    /** The number of the frame that starts nearest to a time in seconds, the later one of two. */
    public int nearest(double seconds) {
        double ticks = seconds * rate;
        int at = Math.max(0, shownBy(ticks) - 1);
        boolean later = at + 1 < shown.length
            && ticks - (shown[at] - shown[0]) >= shown[at + 1] - shown[0] - ticks - rounding;
        return later ? at + 1 : at;
    }

    /** The number of the frame that is on show some seconds after the first one was. */
    int shownAt(double seconds) {
        return Math.max(0, shownBy(seconds * rate + rounding) - 1);
    }

    /** When a frame is shown, in seconds after the first one. */
    double seconds(int frame) {
        return Seconds.rounded((shown[frame] - shown[0]) / rate);
    }

    /** The time from the first frame to the end of the last one, in seconds. */
    public double seconds() {
        return Seconds.rounded((ticks() + lastTicks()) / rate);
    }
}
