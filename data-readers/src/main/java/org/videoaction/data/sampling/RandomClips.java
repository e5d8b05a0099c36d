package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips at random places, for training: one in each of as many equal parts of the video (MMAction2 SampleFrames).
 *
 * @param targetFps frames a second that the stride counts in, or 0 for the video's own
 */
public record RandomClips(int length, int stride, int clips, double targetFps, PastEnd pastEnd)
    implements TemporalSampling {

    public RandomClips {
        TemporalSampling.checkPositive(length, stride, clips);
        TemporalSampling.checkRate(targetFps);
    }

    /** At the video's own rate, starting over where the video is too short. */
    public RandomClips(int length, int stride, int clips) {
        this(length, stride, clips, 0, PastEnd.LOOP);
    }

    @Override
    public boolean resamples() {
        return targetFps > 0;
    }

    @Override
    public RandomClips with(int newLength, int newStride) {
        return new RandomClips(newLength, newStride, clips, targetFps, pastEnd);
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        Cadence cadence = new Cadence(length, stride, targetFps, pastEnd);
        double span = cadence.resampled() ? cadence.resampledSpan(fps) : (double) length * stride;
        List<int[]> sampled = new ArrayList<>(clips);
        for (int offset : offsets(frames, span, random)) {
            sampled.add(cadence.from(offset, frames, fps));
        }
        return sampled;
    }

    private int[] offsets(int frames, double span, RandomGenerator random) {
        int places = (int) Math.floor(frames - span + 1);
        int part = Math.floorDiv(places, clips);
        int[] offsets = new int[clips];
        if (part > 0) {
            Arrays.setAll(offsets, i -> i * part + random.nextInt(part));
        } else if (frames > Math.max(clips, span)) {
            Arrays.setAll(offsets, i -> random.nextInt(places));
            Arrays.sort(offsets);
        } else if (part == 0) {
            Arrays.setAll(offsets, i -> (int) Math.rint(i * (double) places / clips));
        }
        return offsets;
    }
}
