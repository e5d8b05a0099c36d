package org.videoaction.data.annotation;

import java.awt.image.BufferedImage;

/**
 * Values from 0 to 1 over a frame, painted into it: the hotter the less of the frame is seen through it, from black over red and
 * orange to a pale yellow.
 *
 * @param values height x width, at even distances
 */
public record Heat(int height, int width, float[] values) {

    private static final int[][] COLOURS = {{0, 0, 4}, {87, 16, 110}, {188, 55, 84}, {249, 142, 9}, {252, 255, 164}};
    private static final int OPAQUE = 0xff000000;
    private static final double MOST_COVERED = 0.7;

    /** Paints it into a part of an image. */
    public void paint(BufferedImage image, int left, int top, int partWidth, int partHeight) {
        for (int y = 0; y < partHeight; y++) {
            int row = y * height / partHeight;
            for (int x = 0; x < partWidth; x++) {
                float heat = values[row * width + x * width / partWidth];
                image.setRGB(left + x, top + y,
                    OPAQUE | mixed(image.getRGB(left + x, top + y), colour(heat), MOST_COVERED * heat));
            }
        }
    }

    /** The colour of a value, as 0xRRGGBB. */
    public static int colour(double heat) {
        double place = Math.max(0, Math.min(1, heat)) * (COLOURS.length - 1);
        int before = Math.min((int) place, COLOURS.length - 2);
        return mixed(rgb(COLOURS[before]), rgb(COLOURS[before + 1]), place - before);
    }

    private static int rgb(int[] colour) {
        return colour[0] << 16 | colour[1] << 8 | colour[2];
    }

    /** @param share of the second colour */
    private static int mixed(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = first >> shift & 0xff;
            int b = second >> shift & 0xff;
            mixed = mixed << 8 | (int) Math.round(a + share * (b - a));
        }
        return mixed;
    }
}
