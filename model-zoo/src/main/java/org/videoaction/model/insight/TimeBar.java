package org.videoaction.model.insight;

import java.awt.image.BufferedImage;
import org.videoaction.data.annotation.Heat;

/**
 * Evidence along time as a bar of as many fields as there are moments, from black to a pale yellow.
 *
 * @param heat of each moment, from 0 to 1
 */
record TimeBar(double[] heat) {

    private static final int OPAQUE = 0xff000000;
    private static final int NOW = 0xffffffff;

    /** The bar whose hottest moment is as hot as can be. */
    static TimeBar relative(double[] heat) {
        double largest = 0;
        for (double one : heat) {
            largest = Math.max(largest, one);
        }
        double[] shares = new double[heat.length];
        for (int i = 0; i < heat.length && largest > 0; i++) {
            shares[i] = heat[i] / largest;
        }
        return new TimeBar(shares);
    }

    /** Paints it into a part of an image, at its left edge. */
    void paint(BufferedImage image, int top, int width, int height) {
        for (int x = 0; x < width; x++) {
            column(image, x, top, height, OPAQUE | Heat.colour(heat[(int) ((long) x * heat.length / width)]));
        }
    }

    /** Marks a moment of the painted bar in white, between two black edges. */
    void mark(BufferedImage image, int top, int width, int height, int moment) {
        int middle = (int) ((2L * moment + 1) * width / (2L * heat.length));
        for (int x = Math.max(0, middle - 1); x <= Math.min(width - 1, middle + 1); x++) {
            column(image, x, top, height, x == middle ? NOW : OPAQUE);
        }
    }

    private static void column(BufferedImage image, int x, int top, int height, int colour) {
        for (int y = 0; y < height; y++) {
            image.setRGB(x, top + y, colour);
        }
    }
}
