package org.videoaction.data.sampling;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Puts noise, the same in all frames, into a box: the mean and the deviation of pixels, which networks normalize to 0 and 1.
 *
 * @param seed of the noise
 */
record Erasure(int left, int top, int width, int height, long seed) implements FrameChange {

    private static final double MEAN = 0.45 * 255;
    private static final double DEVIATION = 0.225 * 255;
    private static final double LEAST_AREA = 0.02;
    private static final double LARGEST_AREA = 1.0 / 3;
    private static final double LONGEST = Math.log(1 / 0.3);
    private static final int ATTEMPTS = 10;

    /** A box of 2 to 33 hundredths of the frame's area and of 0.3 to 1 / 0.3 times its width; null where ten draws do not fit. */
    static Erasure sample(int frameWidth, int frameHeight, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = random.nextDouble(LEAST_AREA, LARGEST_AREA) * frameWidth * frameHeight;
            double aspect = Math.exp(random.nextDouble(-LONGEST, LONGEST));
            int height = (int) Math.rint(Math.sqrt(area * aspect));
            int width = (int) Math.rint(Math.sqrt(area / aspect));
            if (height < frameHeight && width < frameWidth) {
                return new Erasure(random.nextInt(frameWidth - width + 1), random.nextInt(frameHeight - height + 1), width,
                    height, random.nextLong());
            }
        }
        return null;
    }

    @Override
    public void apply(float[][] channels, int frameWidth, int frameHeight) {
        SplittableRandom noise = new SplittableRandom(seed);
        for (float[] channel : channels) {
            for (int y = top; y < top + height; y++) {
                for (int x = left; x < left + width; x++) {
                    channel[y * frameWidth + x] = FrameChange.clamped((float) (MEAN + DEVIATION * noise.nextGaussian()));
                }
            }
        }
    }
}
