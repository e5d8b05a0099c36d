package org.videoaction.data.sampling;

/**
 * Mixes each pixel with the mean of its neighbourhood, in which it counts five times, as PIL's ImageEnhance; pixels at the
 * edges stay.
 *
 * @param factor 0 for that mean, 1 for the pixel itself, above 1 to sharpen
 */
record Sharpness(double factor) implements FrameChange {

    private static final int OWN = 5;
    private static final int ALL = 13;

    @Override
    public void apply(float[][] channels, int width, int height) {
        for (float[] channel : channels) {
            float[] before = channel.clone();
            for (int y = 1; y < height - 1; y++) {
                for (int x = 1; x < width - 1; x++) {
                    int i = y * width + x;
                    float smooth = smooth(before, i, width);
                    channel[i] = FrameChange.clamped((float) (smooth + factor * (before[i] - smooth)));
                }
            }
        }
    }

    private static float smooth(float[] values, int i, int width) {
        float sum = (OWN - 1) * values[i];
        for (int row = i - width; row <= i + width; row += width) {
            sum += values[row - 1] + values[row] + values[row + 1];
        }
        return sum / ALL;
    }
}
