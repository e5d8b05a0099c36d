package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Clips close together within a window of the video (MMAction2 DenseSampleFrames): for training, one window at a random
 * place; for testing, windows spread evenly over the video. Clips go round past the last frame.
 *
 * @param clipsPerWindow clips that start evenly within one window
 * @param window the frames of a window
 * @param windows how many windows are spread over the video, or 0 for a random one
 */
public record DenseClips(int length, int stride, int clipsPerWindow, int window, int windows)
    implements TemporalSampling {

    public DenseClips {
        TemporalSampling.checkPositive(length, stride, clipsPerWindow);
        if (window < 1 || windows < 0) {
            throw new IllegalArgumentException("A window has at least one frame; their number is not negative.");
        }
    }

    @Override
    public int clips() {
        return clipsPerWindow * Math.max(1, windows);
    }

    @Override
    public DenseClips with(int newLength, int newStride) {
        return new DenseClips(newLength, newStride, clipsPerWindow, window, windows);
    }

    @Override
    public List<int[]> sample(int frames, double fps, RandomGenerator random) {
        int lastPlace = Math.max(0, frames - window);
        List<int[]> sampled = new ArrayList<>(clips());
        if (windows == 0) {
            addWindow(lastPlace == 0 ? 0 : random.nextInt(lastPlace), frames, sampled);
        }
        for (int w = 0; w < windows; w++) {
            addWindow(windows == 1 ? 0 : (int) (w * ((double) lastPlace / (windows - 1))), frames, sampled);
        }
        return sampled;
    }

    private void addWindow(int start, int frames, List<int[]> sampled) {
        Cadence cadence = new Cadence(length, stride, 0, PastEnd.LOOP);
        int distance = window / clipsPerWindow;
        for (int clip = 0; clip < clipsPerWindow; clip++) {
            sampled.add(cadence.from((start + clip * distance) % frames, frames, 0));
        }
    }
}
