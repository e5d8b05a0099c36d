package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.ColourChange.Kind;
import org.videoaction.data.sampling.ColourChange.Step;

class ColourJitterTest {

    private static final Offset<Float> ROUNDING = within(0.001f);

    /** A red pixel of (200, 100, 50), whose grey is 59.8 + 58.7 + 5.7 = 124.2, and a grey one of 60. */
    private final float[] red = {200, 60};
    private final float[] green = {100, 60};
    private final float[] blue = {50, 60};

    private void change(Step... steps) {
        new ColourChange(List.of(steps)).apply(red, green, blue);
    }

    private void assertColours(float red0, float green0, float blue0, float red1, float green1, float blue1) {
        assertThat(red).containsExactly(new float[] {red0, red1}, ROUNDING);
        assertThat(green).containsExactly(new float[] {green0, green1}, ROUNDING);
        assertThat(blue).containsExactly(new float[] {blue0, blue1}, ROUNDING);
    }

    @Test
    void brightnessMultiplies() {
        change(new Step(Kind.BRIGHTNESS, 1.2));

        assertColours(240, 120, 60, 72, 72, 72);
    }

    @Test
    void contrastMovesAwayFromTheMeanGrey() {
        change(new Step(Kind.CONTRAST, 0.5));

        // the mean grey is (124.2 + 60) / 2 = 92.1
        assertColours(146.05f, 96.05f, 71.05f, 76.05f, 76.05f, 76.05f);
    }

    @Test
    void saturationMovesAwayFromEachPixelsGrey() {
        change(new Step(Kind.SATURATION, 0.5));

        assertColours(162.1f, 112.1f, 87.1f, 60, 60, 60);
    }

    @Test
    void stepsFollowEachOtherAndStayInRange() {
        change(new Step(Kind.BRIGHTNESS, 2), new Step(Kind.SATURATION, 0));

        // red is cut to 255 first: the grey is 76.245 + 117.4 + 11.4
        assertColours(205.045f, 205.045f, 205.045f, 120, 120, 120);
    }

    @Test
    void factorsAreDrawnInTheirRangesAndInEveryOrder() {
        SplittableRandom random = new SplittableRandom(4);
        Set<List<Kind>> orders = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            ColourChange change = new ColourJitter(0.4, 1.5, 0.1).sample(random);
            orders.add(change.steps().stream().map(Step::kind).toList());
            for (Step step : change.steps()) {
                switch (step.kind()) {
                    case BRIGHTNESS -> assertThat(step.factor()).isBetween(0.6, 1.4);
                    case CONTRAST -> assertThat(step.factor()).isBetween(0.0, 2.5);
                    case SATURATION -> assertThat(step.factor()).isBetween(0.9, 1.1);
                }
            }
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void aPartThatIsNotAskedForIsLeftOut() {
        assertThat(new ColourJitter(0, 0.2, 0).sample(new SplittableRandom(4)).steps()).extracting(Step::kind)
            .containsExactly(Kind.CONTRAST);
    }

    @Test
    void withoutJitterNothingIsDrawn() {
        SplittableRandom random = new SplittableRandom(4);

        assertThat(ColourJitter.NONE.sample(random).steps()).isEmpty();

        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(4).nextLong());
    }

    @Test
    void negativeAndEndlessRangesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ColourJitter(-0.1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ColourJitter(0, Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ColourJitter(0, 0, Double.POSITIVE_INFINITY));
    }
}
