package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips spread evenly from the video's first to its last frame, for testing; a single clip lies in the middle
 * (MMAction2 SampleFrames in test mode).
 *
 * @param targetFps frames a second that the stride counts in, or 0 for the video's own
 */
public record UniformClips(int length, int stride, int clips, double targetFps, PastEnd pastEnd)
    implements TemporalSampling {

    public UniformClips {
        TemporalSampling.checkPositive(length, stride, clips);
        TemporalSampling.checkRate(targetFps);
    }

    /** At the video's own rate, starting over where the video is too short. */
    public UniformClips(int length, int stride, int clips) {
        this(length, stride, clips, 0, PastEnd.LOOP);
    }

    @Override
    public boolean resamples() {
        return targetFps > 0;
    }

    @Override
    public UniformClips with(int newLength, int newStride) {
        return new UniformClips(newLength, newStride, clips, targetFps, pastEnd);
    }

    @Override
    public UniformClips evenly(int newClips) {
        return new UniformClips(length, stride, newClips, targetFps, pastEnd);
    }

    @Override
    public int span(double fps) {
        Cadence cadence = new Cadence(length, stride, targetFps, pastEnd);
        return cadence.resampled() ? (int) Math.ceil(cadence.resampledSpan(fps)) : TemporalSampling.super.span(fps);
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        Cadence cadence = new Cadence(length, stride, targetFps, pastEnd);
        double span = cadence.resampled() ? cadence.resampledSpan(fps) : (length - 1.0) * stride + 1;
        double last = Math.max(frames - span, 0);
        List<int[]> sampled = new ArrayList<>(clips);
        for (int i = 0; i < clips; i++) {
            sampled.add(cadence.from(offset(i, last, cadence.resampled()), frames, fps));
        }
        return sampled;
    }

    /** MMAction2 rounds each offset, half to even, or, where it changes the rate, the distance between them, down. */
    private int offset(int clip, double last, boolean resampled) {
        if (clips == 1) {
            return (int) (last / 2);
        }
        double distance = last / (clips - 1);
        return resampled ? clip * (int) distance : (int) Math.rint(clip * distance);
    }
}
