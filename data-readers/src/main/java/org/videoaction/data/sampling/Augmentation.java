package org.videoaction.data.sampling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What else changes in clips by chance, in all frames of a clip alike: hue, gray, lighting, RandAugment and erasing, in this
 * order, and how time runs.
 *
 * @param hue how far hues turn at most, as a share of the color circle, to 0.5; 0 for not at all
 * @param gray the probability of a clip without color
 * @param lighting the deviation of AlexNet's noise along the principal components of colors; PySlowFast has 0.1; 0 for none
 * @param randAugment null for none
 * @param erasing the probability that a box of noise is put into a clip; PySlowFast's recipes have 0.25
 * @param speed how many times faster or slower a clip may be: strides are drawn evenly from the stride over it to the stride
 *     times it; 1 for none
 * @param reversal whether every other clip, by chance, runs backwards
 */
public record Augmentation(double hue, double gray, double lighting,
    @JsonInclude(JsonInclude.Include.NON_NULL) RandAugment randAugment, double erasing, double speed, boolean reversal) {

    /** Changes nothing and draws nothing. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, null, 0, 1, false);

    private static final double HALF = 0.5;
    private static final double ROUNDING = 1e-9;
    private static final float LARGEST = 255;
    /** PySlowFast's numbers, red, green and blue. */
    private static final double[] EIGENVALUES = {0.225, 0.224, 0.229};
    private static final double[][] EIGENVECTORS = {{-0.5675, 0.7192, 0.4009}, {-0.5808, -0.0045, -0.8140},
        {-0.5836, -0.6948, 0.4203}};

    public Augmentation {
        if (!(hue >= 0 && hue <= HALF)) {
            throw new IllegalArgumentException("Hues turn by 0 to 0.5 of the color circle.");
        }
        if (!(gray >= 0 && gray <= 1 && erasing >= 0 && erasing <= 1)) {
            throw new IllegalArgumentException("The probabilities of gray and of erasing are from 0 to 1.");
        }
        if (!(lighting >= 0 && Double.isFinite(lighting))) {
            throw new IllegalArgumentException("The deviation of lighting is not negative.");
        }
        if (!(speed >= 1 && Double.isFinite(speed))) {
            throw new IllegalArgumentException("The speed changes by a factor of 1 or more.");
        }
    }

    /** What the frames of a clip are changed by. */
    List<FrameChange> sample(int width, int height, RandomGenerator random) {
        List<FrameChange> changes = new ArrayList<>();
        if (hue > 0) {
            changes.add(new HueTurn(random.nextDouble(-hue, hue)));
        }
        if (gray > 0 && random.nextDouble() < gray) {
            changes.add(ColourChange.of(ColourChange.Kind.SATURATION, 0));
        }
        if (lighting > 0) {
            changes.add(lighting(random.nextGaussian() * lighting, random.nextGaussian() * lighting,
                random.nextGaussian() * lighting));
        }
        if (randAugment != null) {
            changes.addAll(randAugment.sample(width, height, random));
        }
        if (erasing > 0 && random.nextDouble() < erasing) {
            Erasure erasure = Erasure.sample(width, height, random);
            if (erasure != null) {
                changes.add(erasure);
            }
        }
        return changes;
    }

    /** @param along how far along each component */
    static FrameChange lighting(double... along) {
        return (channels, width, height) -> {
            for (int channel = 0; channel < channels.length; channel++) {
                double added = 0;
                for (int component = 0; component < along.length; component++) {
                    added += EIGENVECTORS[channel][component] * EIGENVALUES[component] * along[component];
                }
                for (int i = 0; i < channels[channel].length; i++) {
                    channels[channel][i] = FrameChange.clamped((float) (channels[channel][i] + LARGEST * added));
                }
            }
        };
    }

    /**
     * The rule with the strides that speeds give.
     *
     * @throws IllegalArgumentException when the stride cannot change so
     */
    TemporalSampling paced(TemporalSampling time) {
        if (speed == 1) {
            return time;
        }
        int stride = time.stride();
        int widest = time instanceof StrideJitter jitter ? jitter.largest() : stride;
        int smallest = Math.max(1, (int) Math.ceil(stride / speed - ROUNDING));
        int largest = (int) Math.floor(widest * speed + ROUNDING);
        if (stride == TemporalSampling.VARYING || smallest == largest) {
            throw new IllegalArgumentException("Clips of this stride cannot become up to " + speed
                + " times faster or slower: "
                + "strides are whole numbers of frames. Choose a larger speed change or stride, or clips with a stride.");
        }
        return new StrideJitter(time.with(time.length(), smallest), largest);
    }

    /** The frames in the order in which they are shown. */
    int[] directed(int[] frames, RandomGenerator random) {
        return reversal && random.nextBoolean()
            ? IntStream.range(0, frames.length).map(i -> frames[frames.length - 1 - i]).toArray() : frames;
    }
}
