package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes the colours of clips by chance, as torchvision's ColorJitter and PySlowFast's color_jitter: brightness,
 * contrast and saturation in a random order, each by a factor drawn evenly from 1 - v to 1 + v, and not below 0. A v of 0
 * leaves its part out.
 */
public record ColourJitter(double brightness, double contrast, double saturation) {

    /** Changes nothing and draws nothing. */
    public static final ColourJitter NONE = new ColourJitter(0, 0, 0);

    public ColourJitter {
        for (double range : new double[] {brightness, contrast, saturation}) {
            if (!(range >= 0) || Double.isInfinite(range)) {
                throw new IllegalArgumentException("Brightness, contrast and saturation change by 0 or more.");
            }
        }
    }

    /** What one clip, all of its frames alike, is changed by. */
    ColourChange sample(RandomGenerator random) {
        List<ColourChange.Step> steps = new ArrayList<>();
        for (ColourChange.Kind kind : ColourChange.Kind.values()) {
            double range = range(kind);
            if (range > 0) {
                double factor = random.nextDouble(Math.max(0, 1 - range), 1 + range);
                steps.add(random.nextInt(steps.size() + 1), new ColourChange.Step(kind, factor));
            }
        }
        return new ColourChange(steps);
    }

    private double range(ColourChange.Kind kind) {
        return switch (kind) {
            case BRIGHTNESS -> brightness;
            case CONTRAST -> contrast;
            case SATURATION -> saturation;
        };
    }
}
