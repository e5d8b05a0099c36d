package org.videoaction.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One clip that covers the whole video: the frame in the middle of each of T equal segments, as PySlowFast and PyTorchVideo take
 * it of Something-Something in testing.
 */
public record SegmentMiddles(int length) implements TemporalSampling {

    public SegmentMiddles {
        TemporalSampling.checkPositive(length, 1, 1);
    }

    @Override
    public int stride() {
        return VARYING;
    }

    @Override
    public int clips() {
        return 1;
    }

    @Override
    public SegmentMiddles with(int newLength, int newStride) {
        return new SegmentMiddles(newLength);
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        double segment = (frames - 1.0) / length;
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            indices[i] = ((int) Math.rint(segment * i) + (int) Math.rint(segment * (i + 1))) / 2;
        }
        return List.of(indices);
    }
}
