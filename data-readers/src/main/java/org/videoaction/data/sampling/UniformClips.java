package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips spread evenly from the video's first to its last frame, for testing; a single clip lies in the middle
 * (MMAction2 SampleFrames in test mode).
 */
public record UniformClips(int length, int stride, int clips) implements TemporalSampling {

    @Override
    public List<int[]> sample(int frames, RandomGenerator random) {
        int last = Math.max(frames - ((length - 1) * stride + 1), 0);
        List<int[]> sampled = new ArrayList<>(clips);
        for (int i = 0; i < clips; i++) {
            int offset = clips == 1 ? last / 2 : (int) Math.rint(i * (double) last / (clips - 1));
            sampled.add(TemporalSampling.looped(offset, length, stride, frames));
        }
        return sampled;
    }
}
