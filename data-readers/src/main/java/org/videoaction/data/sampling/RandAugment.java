package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Some of fifteen changes drawn by chance (Cubuk et al., "RandAugment", 2020), as timm and PySlowFast have them under
 * rand-mM-nN-mstd0.5-inc1: each is left out half of the time, and its strength varies a little.
 *
 * @param magnitude from 0 to 10; PySlowFast's recipes have 7
 * @param operations how many are drawn; PySlowFast's recipes have 4
 */
public record RandAugment(double magnitude, int operations) {

    private static final double LARGEST = 10;
    private static final double DEVIATION = 0.5;
    private static final double SHEAR = 0.3;
    private static final double SHIFT = 0.45;
    private static final double DEGREES = 30;
    private static final double ENHANCED = 0.9;
    private static final double LEAST_FACTOR = 0.1;
    private static final int BITS = 4;
    private static final int LEVELS = 256;
    private static final int ADDED = 110;

    /** What is drawn from. */
    enum Operation {
        AUTO_CONTRAST,
        EQUALIZE,
        INVERT,
        ROTATE,
        POSTERIZE,
        SOLARIZE,
        SOLARIZE_ADD,
        COLOR,
        CONTRAST,
        BRIGHTNESS,
        SHARPNESS,
        SHEAR_X,
        SHEAR_Y,
        SHIFT_X,
        SHIFT_Y
    }

    public RandAugment {
        if (!(magnitude >= 0 && magnitude <= LARGEST) || operations < 1) {
            throw new IllegalArgumentException("RandAugment takes a magnitude from 0 to 10 and one operation or more.");
        }
    }

    /** The changes of one clip. */
    List<FrameChange> sample(int width, int height, RandomGenerator random) {
        List<FrameChange> changes = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            if (random.nextBoolean()) {
                double level = random.nextGaussian(magnitude, DEVIATION) / LARGEST;
                changes
                    .add(change(operation, Math.max(0, Math.min(1, level)), random.nextBoolean() ? 1 : -1, width, height));
            }
        }
        return changes;
    }

    /**
     * @param level from 0 to 1
     * @param sign of what has two directions
     */
    static FrameChange change(Operation operation, double level, int sign, int width, int height) {
        double factor = Math.max(LEAST_FACTOR, 1 + sign * ENHANCED * level);
        return switch (operation) {
            case AUTO_CONTRAST -> new ToneChange(ToneChange.Kind.AUTO_CONTRAST, 0);
            case EQUALIZE -> new ToneChange(ToneChange.Kind.EQUALIZE, 0);
            case INVERT -> new ToneChange(ToneChange.Kind.INVERT, 0);
            // no bit at all, as at timm's largest magnitude, would leave black frames
            case POSTERIZE -> new ToneChange(ToneChange.Kind.POSTERIZE, Math.max(1, BITS - (int) (BITS * level)));
            case SOLARIZE -> new ToneChange(ToneChange.Kind.SOLARIZE, LEVELS - (int) (LEVELS * level));
            case SOLARIZE_ADD -> new ToneChange(ToneChange.Kind.SOLARIZE_ADD, (int) (ADDED * level));
            case COLOR -> ColourChange.of(ColourChange.Kind.SATURATION, factor);
            case CONTRAST -> ColourChange.of(ColourChange.Kind.CONTRAST, factor);
            case BRIGHTNESS -> ColourChange.of(ColourChange.Kind.BRIGHTNESS, factor);
            case SHARPNESS -> new Sharpness(factor);
            case ROTATE -> Warp.rotation(sign * DEGREES * level, width, height);
            case SHEAR_X -> Warp.shearX(sign * SHEAR * level);
            case SHEAR_Y -> Warp.shearY(sign * SHEAR * level);
            case SHIFT_X -> Warp.shift(sign * SHIFT * level * width, 0);
            case SHIFT_Y -> Warp.shift(0, sign * SHIFT * level * height);
        };
    }
}
