package org.videoaction.data.sampling;

/**
 * Takes each pixel from another place of the frame, between pixels in proportion; what lies outside is gray. From the middle
 * (x, y) of a pixel, in pixels from the upper left corner, the place is {@code (xx * x + xy * y + x0, yx * x + yy * y + y0)}.
 */
record Warp(double xx, double xy, double x0, double yx, double yy, double y0) implements FrameChange {

    /** What networks subtract. */
    private static final float GRAY = 115;
    private static final double HALF = 0.5;

    static Warp shearX(double factor) {
        return new Warp(1, factor, 0, 0, 1, 0);
    }

    static Warp shearY(double factor) {
        return new Warp(1, 0, 0, factor, 1, 0);
    }

    static Warp shift(double x, double y) {
        return new Warp(1, 0, x, 0, 1, y);
    }

    /** Round the middle. */
    static Warp rotation(double degrees, int width, int height) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double middleX = HALF * width;
        double middleY = HALF * height;
        return new Warp(cos, sin, middleX - cos * middleX - sin * middleY, -sin, cos,
            middleY + sin * middleX - cos * middleY);
    }

    @Override
    public void apply(float[][] channels, int width, int height) {
        for (float[] channel : channels) {
            float[] before = channel.clone();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double fromX = xx * (x + HALF) + xy * (y + HALF) + x0;
                    double fromY = yx * (x + HALF) + yy * (y + HALF) + y0;
                    boolean inside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height;
                    channel[y * width + x] = inside ? between(before, fromX - HALF, fromY - HALF, width, height) : GRAY;
                }
            }
        }
    }

    private static float between(float[] values, double x, double y, int width, int height) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = (float) (x - left);
        float low = (float) (y - top);
        int row0 = Math.max(0, top) * width;
        int row1 = Math.min(height - 1, top + 1) * width;
        int column0 = Math.max(0, left);
        int column1 = Math.min(width - 1, left + 1);
        float upper = (1 - right) * values[row0 + column0] + right * values[row0 + column1];
        float lower = (1 - right) * values[row1 + column0] + right * values[row1 + column1];
        return (1 - low) * upper + low * lower;
    }
}
