package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips that each cover the whole video: one frame from each of T equal segments (MMAction2 UniformSample). For
 * training the frame is a random one of its segment; for testing clip k of n takes the one k/(n+1) into it.
 *
 * @param random whether frames are drawn
 */
public record SegmentClips(int length, int clips, boolean random) implements TemporalSampling {

    public SegmentClips {
        TemporalSampling.checkPositive(length, 1, clips);
    }

    @Override
    public int stride() {
        return VARYING;
    }

    @Override
    public SegmentClips with(int newLength, int newStride) {
        return new SegmentClips(newLength, clips, random);
    }

    @Override
    public SegmentClips evenly(int newClips) {
        return new SegmentClips(length, newClips, random);
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator generator) {
        double segment = (frames - 1.0) / length;
        List<int[]> sampled = new ArrayList<>(clips);
        for (int clip = 1; clip <= clips; clip++) {
            int[] indices = new int[length];
            for (int i = 0; i < length; i++) {
                int start = (int) Math.rint(segment * i);
                indices[i] = random ? generator.nextInt(start, (int) Math.rint(segment * (i + 1)) + 1)
                    : start + (int) (segment / (clips + 1) * clip);
            }
            sampled.add(indices);
        }
        return sampled;
    }
}
