package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Clips at random places, for training: one in each of as many equal parts of the video (MMAction2 SampleFrames). */
public record RandomClips(int length, int stride, int clips) implements TemporalSampling {

    @Override
    public List<int[]> sample(int frames, RandomGenerator random) {
        List<int[]> sampled = new ArrayList<>(clips);
        for (int offset : offsets(frames, random)) {
            sampled.add(TemporalSampling.looped(offset, length, stride, frames));
        }
        return sampled;
    }

    private int[] offsets(int frames, RandomGenerator random) {
        int span = length * stride;
        int places = frames - span + 1;
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
