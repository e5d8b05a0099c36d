package org.videoaction.data.sampling;

import java.util.random.RandomGenerator;

/**
 * Draws a part of a frame by area and shape (the "Inception" crop, MMAction2's RandomResizedCrop).
 *
 * @param minArea the smallest share of the frame's area
 * @param minAspect the smallest ratio of width to height; ratios are drawn evenly in their logarithm
 */
public record RandomBox(double minArea, double maxArea, double minAspect, double maxAspect) {

    /** 8 to 100 percent of the area, 3:4 to 4:3. */
    public static final RandomBox DEFAULT = new RandomBox(0.08, 1, 3.0 / 4, 4.0 / 3);

    private static final int ATTEMPTS = 10;

    public RandomBox {
        if (!(0 < minArea && minArea <= maxArea && maxArea <= 1 && 0 < minAspect && minAspect <= maxAspect)) {
            throw new IllegalArgumentException("A random box needs 0 < smallest <= largest share of the area <= 1 and "
                + "0 < smallest <= largest aspect ratio.");
        }
    }

    /** The first of ten drawn boxes that fits into the frame, at a random place; else the largest square, centred. */
    public Box sample(FrameSize frame, RandomGenerator random) {
        double[] aspects = draw(Math.log(minAspect), Math.log(maxAspect), random);
        double[] areas = draw(minArea, maxArea, random);
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = areas[i] * ((double) frame.width() * frame.height());
            double aspect = Math.exp(aspects[i]);
            int width = (int) Math.rint(Math.sqrt(area * aspect));
            int height = (int) Math.rint(Math.sqrt(area / aspect));
            if (width <= frame.width() && height <= frame.height()) {
                int x = random.nextInt(frame.width() - width + 1);
                int y = random.nextInt(frame.height() - height + 1);
                return new Box(x, y, width, height);
            }
        }
        int side = Math.min(frame.width(), frame.height());
        return new Box((frame.width() - side) / 2, (frame.height() - side) / 2, side, side);
    }

    private static double[] draw(double from, double to, RandomGenerator random) {
        double[] drawn = new double[ATTEMPTS];
        for (int i = 0; i < ATTEMPTS; i++) {
            drawn[i] = from < to ? random.nextDouble(from, to) : from;
        }
        return drawn;
    }
}
