package org.videoaction.data.sampling;

import java.util.List;

/**
 * A change of the colours of a clip.
 *
 * @param steps one after the other; none to change nothing
 */
public record ColourChange(List<Step> steps) implements FrameChange {

    /** What a pixel is mixed with. */
    public enum Kind {
        /** Black. */
        BRIGHTNESS,
        /** The mean grey of its frame. */
        CONTRAST,
        /** Its own grey. */
        SATURATION
    }

    /**
     * Every value becomes {@code factor * value + (1 - factor) * other}, at least 0 and at most 255.
     *
     * @param factor not negative; 1 changes nothing
     */
    public record Step(Kind kind, double factor) {}

    public ColourChange {
        steps = List.copyOf(steps);
    }

    /** One step. */
    static ColourChange of(Kind kind, double factor) {
        return new ColourChange(List.of(new Step(kind, factor)));
    }

    @Override
    public void apply(float[][] channels, int width, int height) {
        apply(channels[0], channels[1], channels[2]);
    }

    /** Changes a frame in place; values go from 0 to 255. */
    public void apply(float[] red, float[] green, float[] blue) {
        for (Step step : steps) {
            apply(step, red, green, blue);
        }
    }

    private static void apply(Step step, float[] red, float[] green, float[] blue) {
        float factor = (float) step.factor();
        float mean = step.kind() == Kind.CONTRAST ? meanGrey(red, green, blue) : 0;
        for (int i = 0; i < red.length; i++) {
            float other = step.kind() == Kind.SATURATION ? grey(red[i], green[i], blue[i]) : mean;
            float share = (1 - factor) * other;
            red[i] = FrameChange.clamped(factor * red[i] + share);
            green[i] = FrameChange.clamped(factor * green[i] + share);
            blue[i] = FrameChange.clamped(factor * blue[i] + share);
        }
    }

    private static float meanGrey(float[] red, float[] green, float[] blue) {
        double sum = 0;
        for (int i = 0; i < red.length; i++) {
            sum += grey(red[i], green[i], blue[i]);
        }
        return (float) (sum / red.length);
    }

    /** ITU-R BT.601 luma. */
    private static float grey(float red, float green, float blue) {
        return 0.299f * red + 0.587f * green + 0.114f * blue;
    }
}
