package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips as PySlowFast takes them: each starts between two frames and its T places are spread from its first to its last
 * frame, then rounded down; past the video's end its last frame is repeated.
 *
 * @param targetFps frames a second that the stride counts in (PySlowFast's is 30), or 0 for the video's own
 */
public record PySlowFastClips(int length, int stride, int clips, double targetFps, Start start)
    implements TemporalSampling {

    /** Where clips start; delta is the room that a clip has in its video. */
    public enum Start {
        /** Anywhere within delta: for training. */
        RANDOM,
        /** Clip k of n at delta k/n: for testing. The last clip ends before the video does. */
        EVEN,
        /** Clip k of n at k times delta/(n-1), rounded down; a single clip in the middle ({@code use_offset}). */
        EVEN_TO_END
    }

    public PySlowFastClips {
        TemporalSampling.checkPositive(length, stride, clips);
        TemporalSampling.checkRate(targetFps);
    }

    @Override
    public boolean resamples() {
        return targetFps > 0;
    }

    @Override
    public PySlowFastClips with(int newLength, int newStride) {
        return new PySlowFastClips(newLength, newStride, clips, targetFps, start);
    }

    @Override
    public PySlowFastClips evenly(int newClips) {
        return new PySlowFastClips(length, stride, newClips, targetFps, newClips == 1 ? Start.EVEN_TO_END : start);
    }

    @Override
    public int span(double fps) {
        return (int) Math.ceil(size(fps));
    }

    private double size(double fps) {
        return targetFps > 0 && fps > 0 ? stride * length / targetFps * fps : stride * length;
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        double size = size(fps);
        double delta = Math.max(frames - size, 0);
        List<int[]> sampled = new ArrayList<>(clips);
        for (int clip = 0; clip < clips; clip++) {
            double first = switch (start) {
                case RANDOM -> delta * random.nextDouble();
                case EVEN -> delta * clip / clips;
                case EVEN_TO_END -> clips == 1 ? Math.floor(delta / 2) : clip * Math.floor(delta / (clips - 1));
            };
            sampled.add(spread(first, first + size - 1, frames));
        }
        return sampled;
    }

    /** In single precision and from both ends, as torch.linspace computes: rounding down makes the difference show. */
    private int[] spread(double from, double to, int frames) {
        float first = (float) from;
        float last = (float) to;
        float step = length == 1 ? 0 : (last - first) / (length - 1);
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            float place = i < length / 2 || length == 1 ? first + step * i : last - step * (length - 1 - i);
            indices[i] = (int) Math.max(0, Math.min(frames - 1, place));
        }
        return indices;
    }
}
