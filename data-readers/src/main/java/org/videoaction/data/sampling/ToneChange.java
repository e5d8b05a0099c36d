package org.videoaction.data.sampling;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Gives each value of a channel another one, by the tables of PIL's ImageOps.
 *
 * @param amount bits that are kept, or the value from which on is inverted, or what is added to values below 128
 */
record ToneChange(Kind kind, int amount) implements FrameChange {

    private static final int LEVELS = 256;
    private static final int LARGEST = LEVELS - 1;
    private static final int MIDDLE = LEVELS / 2;

    /** What becomes of values. */
    enum Kind {
        /** The darkest becomes 0, the lightest 255. */
        AUTO_CONTRAST,
        /** All become about equally frequent. */
        EQUALIZE,
        INVERT,
        POSTERIZE,
        SOLARIZE,
        SOLARIZE_ADD
    }

    @Override
    public void apply(float[][] channels, int width, int height) {
        for (float[] channel : channels) {
            int[] table = table(channel);
            for (int i = 0; i < channel.length; i++) {
                channel[i] = table[level(channel[i])];
            }
        }
    }

    private static int level(float value) {
        return (int) (value + 0.5f);
    }

    private int[] table(float... channel) {
        return switch (kind) {
            case AUTO_CONTRAST -> stretched(frequencies(channel));
            case EQUALIZE -> equal(frequencies(channel));
            case INVERT -> table(level -> LARGEST - level);
            case POSTERIZE -> table(level -> level & -1 << Byte.SIZE - amount);
            case SOLARIZE -> table(level -> level < amount ? level : LARGEST - level);
            case SOLARIZE_ADD -> table(level -> level < MIDDLE ? Math.min(LARGEST, level + amount) : level);
        };
    }

    private static int[] table(IntUnaryOperator of) {
        int[] table = new int[LEVELS];
        Arrays.setAll(table, of);
        return table;
    }

    private static int[] frequencies(float... channel) {
        int[] frequencies = new int[LEVELS];
        for (float value : channel) {
            frequencies[level(value)]++;
        }
        return frequencies;
    }

    private static int[] stretched(int... frequencies) {
        int darkest = 0;
        while (frequencies[darkest] == 0) {
            darkest++;
        }
        int lightest = LARGEST;
        while (frequencies[lightest] == 0) {
            lightest--;
        }
        if (lightest <= darkest) {
            return table(level -> level);
        }
        int from = darkest;
        double scale = (double) LARGEST / (lightest - darkest);
        return table(level -> (int) Math.max(0, Math.min(LARGEST, level * scale - from * scale)));
    }

    private static int[] equal(int... frequencies) {
        int last = LARGEST;
        while (frequencies[last] == 0) {
            last--;
        }
        int step = (Arrays.stream(frequencies).sum() - frequencies[last]) / LARGEST;
        if (step == 0) {
            return table(level -> level);
        }
        int[] table = new int[LEVELS];
        int sum = step / 2;
        for (int level = 0; level < LEVELS; level++) {
            table[level] = Math.min(LARGEST, sum / step);
            sum += frequencies[level];
        }
        return table;
    }
}
