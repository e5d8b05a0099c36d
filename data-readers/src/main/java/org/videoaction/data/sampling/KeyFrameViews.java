package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Views of whole frames round a key frame, for testing: one for each size, and one more of each where frames are mirrored
 * too.
 *
 * @param shortSides of the scaled frames in pixels
 * @param flip whether each view is also taken mirrored left to right
 */
public record KeyFrameViews(KeyFrameClips time, List<Integer> shortSides, boolean flip) implements ViewSampling {

    public KeyFrameViews {
        shortSides = List.copyOf(shortSides);
        if (shortSides.isEmpty() || shortSides.stream().anyMatch(side -> side < 1)) {
            throw new IllegalArgumentException("Frames need a short side of at least 1 pixel; the short sides are "
                + shortSides + ".");
        }
    }

    @Override
    public boolean resamples() {
        return time.resamples();
    }

    /** View number i has short side number i, or with mirrored ones number i / 2, the plain one first. */
    @Override
    public List<View> views(int first, int frames, int all, double fps, FrameSize frame, RandomGenerator random) {
        int[] indices = time.sample(first, frames, all, fps, random).get(0);
        List<View> views = new ArrayList<>();
        for (int shortSide : shortSides) {
            for (int mirrored = 0; mirrored <= (flip ? 1 : 0); mirrored++) {
                Crop whole = Crop.whole(frame.withShortSide(shortSide), mirrored == 1);
                views.add(new View(0, views.size(), indices, whole, new ColourChange(List.of())));
            }
        }
        return views;
    }
}
