package org.videoaction.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One clip round a key frame, as PySlowFast and MMAction2's SampleAVAFrames take it in testing: of T frames the one behind
 * the middle is the key frame. Before the video's first frame that is repeated, and behind its last frame that one.
 *
 * @param targetFps frames a second that the stride counts in (PySlowFast's is 30), or 0 for the video's own
 */
public record KeyFrameClips(int length, int stride, double targetFps) implements TemporalSampling {

    public KeyFrameClips {
        TemporalSampling.checkPositive(length, stride, 1);
        TemporalSampling.checkRate(targetFps);
    }

    @Override
    public int clips() {
        return 1;
    }

    @Override
    public boolean showsKeyFrames() {
        return true;
    }

    @Override
    public boolean resamples() {
        return targetFps > 0;
    }

    @Override
    public KeyFrameClips with(int newLength, int newStride) {
        return new KeyFrameClips(newLength, newStride, targetFps);
    }

    /** Round the video's middle. */
    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        return sample(0, frames, frames, fps, random);
    }

    /** Round the middle of the stretch, with frames before and behind it. */
    @Override
    public List<int[]> sample(int first, int frames, int all, double fps, RandomGenerator random) {
        int key = first + (frames - 1) / 2;
        double ratio = targetFps > 0 && fps > 0 ? fps / targetFps : 1;
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            int place = key + (int) Math.floor((i * stride - length * stride / 2) * ratio);
            indices[i] = Math.max(0, Math.min(all - 1, place));
        }
        return List.of(indices);
    }
}
