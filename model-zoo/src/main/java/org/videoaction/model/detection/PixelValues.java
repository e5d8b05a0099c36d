package org.videoaction.model.detection;

/** The numbers in which a network sees pixels. */
public enum PixelValues {

    /** Red, green, blue from 0 to 1. */
    RGB_SHARES("red, green, blue from 0 to 1", 1 / 255.0, false),
    /** Red, green, blue from 0 to 255. */
    RGB_BYTES("red, green, blue from 0 to 255", 1, false),
    /** Blue, green, red from 0 to 255. */
    BGR_BYTES("blue, green, red from 0 to 255", 1, true),
    /** Red, green, blue less the mean of ImageNet's pixels, by their standard deviation. */
    IMAGENET("red, green, blue, normalized as for ImageNet", 1 / 255.0, false);

    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};
    private static final int BLUE = 2;
    private static final int VALUES = 256;

    private final String title;
    private final double scale;
    private final boolean reversed;

    PixelValues(String title, double scale, boolean reversed) {
        this.title = title;
        this.scale = scale;
        this.reversed = reversed;
    }

    public String title() {
        return title;
    }

    /** The color that comes as number {@code plane}: 0 red, 1 green, 2 blue. */
    int color(int plane) {
        return reversed ? BLUE - plane : plane;
    }

    /** What each byte of a color becomes. */
    float[] table(int color) {
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            double scaled = value * scale;
            table[value] = (float) (this == IMAGENET ? (scaled - MEAN[color]) / DEVIATION[color] : scaled);
        }
        return table;
    }
}
