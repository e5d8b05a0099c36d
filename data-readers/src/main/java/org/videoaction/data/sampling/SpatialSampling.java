package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the square crops of a clip.
 *
 * @param shortSide how the frame is scaled before it is cropped
 * @param size the side of the crop
 * @param place where the crops lie
 * @param flip whether each clip is flipped horizontally with a probability of one half
 * @param convention whose rounding and order holds
 */
public record SpatialSampling(ShortSide shortSide, int size, Place place, boolean flip, Convention convention) {

    /** Where crops lie in the scaled frame. */
    public enum Place {
        /** One crop anywhere. */
        RANDOM(1),
        /** One crop of {@link RandomBox random area and shape}, taken from the frame before scaling. */
        RANDOM_RESIZED(1),
        /** One crop in the middle. */
        CENTRE(1),
        /** The first of {@link #THREE}. */
        FIRST(1),
        /** Three crops along the long side, in the {@link Convention}'s order. */
        THREE(3),
        /** The four corners and the middle, each as it is and flipped (MMAction2's TenCrop). */
        TEN(10),
        /** All of the scaled frame, whose long side differs from video to video. */
        WHOLE(1);

        private final int crops;

        Place(int crops) {
            this.crops = crops;
        }
    }

    public SpatialSampling {
        if (size < 1 || place != Place.RANDOM_RESIZED && shortSide.smallest() < size) {
            throw new IllegalArgumentException("A crop of " + size + " pixels needs a short side of at least as many; "
                + "the short side goes from " + shortSide.smallest() + " to " + shortSide.largest() + ".");
        }
    }

    /** The short side is drawn between two sizes, rounding and order are MMAction2's. */
    public SpatialSampling(int shortSide, int largestShortSide, int size, Place place, boolean flip) {
        this(new ShortSide(shortSide, largestShortSide, ShortSide.Draw.EVEN), size, place, flip, Convention.MMACTION2);
    }

    /** Whole frames, scaled to a short side that is always the same. */
    public static SpatialSampling wholeFrames(int shortSide, Convention convention) {
        return new SpatialSampling(new ShortSide(shortSide, shortSide, ShortSide.Draw.EVEN), shortSide, Place.WHOLE, false,
            convention);
    }

    /**
     * The same rule for crops of another size. Small ones are cut from frames that may be scaled down as far, but also
     * up to the same largest short side: PySlowFast's jitter in multigrid training.
     */
    public SpatialSampling withSize(int newSize) {
        int smallest = Math.max(1, (int) Math.rint((double) shortSide.smallest() * newSize / size));
        return new SpatialSampling(new ShortSide(smallest, Math.max(smallest, shortSide.largest()), shortSide.draw()),
            newSize, place, flip, convention);
    }

    /** The crops taken from one clip. */
    public int crops() {
        return place.crops;
    }

    /** How many times smaller the short side of a frame becomes at most. */
    public double shrinks(FrameSize frame) {
        return (double) Math.min(frame.width(), frame.height())
            / (place == Place.RANDOM_RESIZED ? size : shortSide.smallest());
    }

    /** The crops of one clip of upright frames of the given size. */
    public List<Crop> sample(FrameSize frame, RandomGenerator random) {
        if (place == Place.RANDOM_RESIZED) {
            Box box = RandomBox.DEFAULT.sample(frame, random);
            return List.of(Crop.of(box, frame, size, flip && random.nextBoolean()));
        }
        FrameSize scaled = frame.withShortSide(shortSide.sample(random), convention);
        boolean flipped = flip && random.nextBoolean();
        Room room = new Room(scaled, flipped);
        return switch (place) {
            case RANDOM -> List.of(room.at(random.nextInt(room.spareX() + 1), random.nextInt(room.spareY() + 1)));
            case FIRST -> room.alongLongSide().subList(0, 1);
            case THREE -> room.alongLongSide();
            case TEN -> room.cornersAndMiddle();
            case WHOLE -> List.of(Crop.whole(scaled, flipped));
            default -> List.of(room.middle());
        };
    }

    /** What a scaled frame leaves for crops to move in. */
    private final class Room {

        private final FrameSize scaled;
        private final boolean flipped;

        Room(FrameSize scaled, boolean flipped) {
            this.scaled = scaled;
            this.flipped = flipped;
        }

        int spareX() {
            return scaled.width() - size;
        }

        int spareY() {
            return scaled.height() - size;
        }

        Crop at(int x, int y) {
            return new Crop(scaled, x, y, size, flipped);
        }

        Crop middle() {
            return at(half(spareX()), half(spareY()));
        }

        private int half(int spare) {
            return convention == Convention.MMACTION2 ? spare / 2 : (spare + 1) / 2;
        }

        List<Crop> alongLongSide() {
            boolean wide = spareX() >= spareY();
            int spare = Math.max(spareX(), spareY());
            int across = half(Math.min(spareX(), spareY()));
            int[] places = convention == Convention.MMACTION2
                ? new int[] {0, half(spare) * 2, half(spare)} : new int[] {0, half(spare), spare};
            List<Crop> crops = new ArrayList<>();
            for (int along : places) {
                crops.add(wide ? at(along, across) : at(across, along));
            }
            return crops;
        }

        List<Crop> cornersAndMiddle() {
            int stepX = spareX() / 4;
            int stepY = spareY() / 4;
            List<Crop> crops = new ArrayList<>();
            for (int[] corner : new int[][] {{0, 0}, {4, 0}, {0, 4}, {4, 4}, {2, 2}}) {
                int x = corner[0] * stepX;
                int y = corner[1] * stepY;
                crops.add(new Crop(scaled, x, y, size, false));
                crops.add(new Crop(scaled, x, y, size, true));
            }
            return crops;
        }
    }
}
