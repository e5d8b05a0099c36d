package org.videoaction.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips whose stride is drawn anew for each video, every one from that of {@code rule} on as often as another
 * (PySlowFast's get_random_sampling_rate).
 *
 * @param largest the largest stride
 */
public record StrideJitter(TemporalSampling rule, int largest) implements TemporalSampling {

    public StrideJitter {
        if (rule.stride() == VARYING || largest < rule.stride()) {
            throw new IllegalArgumentException("The largest stride, " + largest + ", is not below the smallest, "
                + rule.stride() + ".");
        }
    }

    @Override
    public int length() {
        return rule.length();
    }

    /** The smallest. */
    @Override
    public int stride() {
        return rule.stride();
    }

    @Override
    public int clips() {
        return rule.clips();
    }

    @Override
    public TemporalSampling with(int newLength, int newStride) {
        return rule.with(newLength, newStride);
    }

    @Override
    public boolean resamples() {
        return rule.resamples();
    }

    @Override
    public boolean showsKeyFrames() {
        return rule.showsKeyFrames();
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        return sample(0, frames, frames, fps, random);
    }

    @Override
    public List<int[]> sample(int first, int frames, int all, double fps, RandomGenerator random) {
        return rule.with(length(), random.nextInt(stride(), largest + 1)).sample(first, frames, all, fps, random);
    }
}
