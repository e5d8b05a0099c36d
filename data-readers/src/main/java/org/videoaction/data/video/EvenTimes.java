package org.videoaction.data.video;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A video of whatever rate as one of an even rate, whose moments show a frame as often as it is on show that long. Where
 * frames come at a steady rate anyway, these are its frames.
 *
 * @param times when each moment is
 * @param frames the video's frame at each moment
 */
public record EvenTimes(FrameTimes times, int[] frames) {

    /** The rate is that of all but the shortest intervals, which may be the container's rounding. */
    private static final double SHORTEST = 0.1;
    private static final double HIGHEST_RATE = 120;
    /** As many moments fit into memory easily: five days at 25 a second. */
    private static final int MOST = 10_800_000;

    /** Moments a second, 0 where there is one alone. */
    public double rate() {
        return frames.length == 1 ? 0 : frames.length / times.seconds();
    }

    /** The moments of a video, from its first frame to the end of its last one. */
    public static EvenTimes of(FrameTimes times) {
        if (times.areSteady()) {
            return new EvenTimes(times, IntStream.range(0, times.frames()).toArray());
        }
        double interval = Math.max(times.interval(SHORTEST), Math.max(1 / HIGHEST_RATE, times.seconds() / MOST));
        int moments = (int) Math.max(1, Math.round(times.seconds() / interval));
        int[] frames = new int[moments];
        Arrays.setAll(frames, moment -> times.shownAt((moment + 0.5) * interval));
        return new EvenTimes(FrameTimes.steady(moments, 1 / interval), frames);
    }
}
