package org.videoaction.data.sampling;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the square crops of a clip.
 *
 * @param shortSide the frame's short side after scaling, in pixels
 * @param jitter the largest short side, drawn anew for each clip; equal to {@code shortSide} for none
 * @param size the side of the crop
 * @param place where the crops lie
 * @param flip whether every second clip, by chance, is mirrored left to right
 */
public record SpatialSampling(int shortSide, int jitter, int size, Place place, boolean flip) {

    /** Where crops lie in the scaled frame. */
    public enum Place {
        /** One crop anywhere. */
        RANDOM,
        /** One crop in the middle. */
        CENTRE,
        /** Three crops along the long side: left, middle and right, or top, middle and bottom. */
        THREE
    }

    public SpatialSampling {
        if (size < 1 || shortSide < size || jitter < shortSide) {
            throw new IllegalArgumentException("A crop of " + size + " pixels needs a short side of at least as many; "
                + "the short side goes from " + shortSide + " to " + jitter + ".");
        }
    }

    /** The crops taken from one clip. */
    public int crops() {
        return place == Place.THREE ? 3 : 1;
    }

    /** The crops of one clip of upright frames of the given size. */
    public List<Crop> sample(FrameSize frame, RandomGenerator random) {
        FrameSize scaled = frame.withShortSide(jitter == shortSide ? shortSide : random.nextInt(shortSide, jitter + 1));
        int spareX = scaled.width() - size;
        int spareY = scaled.height() - size;
        boolean mirrored = flip && random.nextBoolean();
        return switch (place) {
            case RANDOM -> List.of(new Crop(scaled, random.nextInt(spareX + 1), random.nextInt(spareY + 1), size,
                mirrored));
            case CENTRE -> List.of(new Crop(scaled, spareX / 2, spareY / 2, size, mirrored));
            case THREE -> List.of(along(scaled, 0, mirrored), along(scaled, 1, mirrored), along(scaled, 2, mirrored));
        };
    }

    /** Half {@code 0}, {@code 1} or {@code 2} of the way along the long side, in the middle of the short one. */
    private Crop along(FrameSize scaled, int half, boolean mirrored) {
        int spareX = scaled.width() - size;
        int spareY = scaled.height() - size;
        return spareX >= spareY
            ? new Crop(scaled, spareX * half / 2, spareY / 2, size, mirrored)
            : new Crop(scaled, spareX / 2, spareY * half / 2, size, mirrored);
    }
}
