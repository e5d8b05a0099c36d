package org.videoaction.data.sampling;

/**
 * Turns the hues of a clip round the color circle; lightness and saturation, as HSV has them, stay.
 *
 * @param share of the circle, from -0.5 to 0.5
 */
record HueTurn(double share) implements FrameChange {

    private static final int SIXTHS = 6;

    @Override
    public void apply(float[][] channels, int width, int height) {
        for (int i = 0; i < channels[0].length; i++) {
            float red = channels[0][i];
            float green = channels[1][i];
            float blue = channels[2][i];
            float most = Math.max(red, Math.max(green, blue));
            float chroma = most - Math.min(red, Math.min(green, blue));
            if (chroma > 0) {
                double hue = (hue(red, green, blue, most, chroma) + SIXTHS * share + SIXTHS) % SIXTHS;
                channels[0][i] = value(hue, 5, most, chroma);
                channels[1][i] = value(hue, 3, most, chroma);
                channels[2][i] = value(hue, 1, most, chroma);
            }
        }
    }

    /** In sixths of the circle, which begins with red. */
    private static double hue(float red, float green, float blue, float most, float chroma) {
        if (most == red) {
            return (green - blue) / chroma;
        }
        return most == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
    }

    /** @param offset 5 for red, 3 for green, 1 for blue */
    private static float value(double hue, int offset, float most, float chroma) {
        double place = (hue + offset) % SIXTHS;
        return most - chroma * (float) Math.max(0, Math.min(1, Math.min(place, 4 - place)));
    }
}
