package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.model.torch.Targets;

class MixingTest {

    private static final int HEIGHT = 12;
    private static final int WIDTH = 20;
    private static final int FRAMES = 2 * 2;
    /** Three clips. */
    private static final long[] SHAPE = {3, 2, 2, HEIGHT, WIDTH};
    private static final int CLIP = FRAMES * HEIGHT * WIDTH;

    /** Clips whose values are 10, 110 and 210 and up to 9 more. */
    private static ByteBuffer clips() {
        ByteBuffer clips = ByteBuffer.allocateDirect(3 * CLIP);
        for (int i = 0; i < clips.capacity(); i++) {
            clips.put(i, (byte) (i / CLIP * 100 + 10 + i % 10));
        }
        return clips;
    }

    private static int value(ByteBuffer clips, int clip, int i) {
        return clips.get(clip * CLIP + i) & 0xff;
    }

    private static Targets.Mixed mix(Mixing mixing, ByteBuffer clips, long seed) {
        return (Targets.Mixed) mixing.mix(clips, SHAPE, new Targets.Classes(0, 1, 2), 4, new SplittableRandom(seed));
    }

    @Test
    void mixupAddsUpSharesOfEachClipAndItsPartner() {
        ByteBuffer before = clips();
        ByteBuffer after = clips();
        Targets.Mixed targets = mix(new Mixing(0.8, 0, 1, 0.5), after, 4);
        float own = targets.rows()[0][0];
        assertThat(own).isStrictlyBetween(0.01f, 0.99f);
        assertThat(targets.rows()[0]).containsExactly(new float[] {own, 0, 1 - own, 0}, within(1e-6f));
        assertThat(targets.rows()[1]).containsExactly(0, 1, 0, 0);
        assertThat(targets.rows()[2][2]).isEqualTo(own);
        for (int clip = 0; clip < 3; clip++) {
            for (int i = 0; i < CLIP; i++) {
                double expected = own * value(before, clip, i) + (1 - own) * value(before, 2 - clip, i);
                assertThat((double) value(after, clip, i)).isCloseTo(expected, within(0.501));
            }
        }
    }

    @Test
    void cutmixPutsOneBoxOfThePartnerIntoAllFrames() {
        for (int seed = 0; seed < 50; seed++) {
            ByteBuffer before = clips();
            ByteBuffer after = clips();
            Targets.Mixed targets = mix(new Mixing(0, 1, 1, 0.5), after, seed);
            int others = 0;
            BitSet rows = new BitSet();
            BitSet columns = new BitSet();
            for (int i = 0; i < CLIP; i++) {
                boolean other = value(after, 0, i) > 200;
                assertThat(value(after, 0, i)).isEqualTo(value(before, other ? 2 : 0, i));
                assertThat(value(after, 2, i)).isEqualTo(value(before, other ? 0 : 2, i));
                assertThat(value(after, 1, i)).isEqualTo(value(before, 1, i));
                assertThat(other).as("same in all frames").isEqualTo(value(after, 0, i % (HEIGHT * WIDTH)) > 200);
                others += other ? 1 : 0;
                rows.set(i / WIDTH % HEIGHT, rows.get(i / WIDTH % HEIGHT) || other);
                columns.set(i % WIDTH, columns.get(i % WIDTH) || other);
            }
            assertThat(others).as("a box").isEqualTo(FRAMES * rows.cardinality() * columns.cardinality());
            assertThat(rows.length() - rows.cardinality()).isEqualTo(Math.max(0, rows.nextSetBit(0)));
            assertThat(columns.length() - columns.cardinality()).isEqualTo(Math.max(0, columns.nextSetBit(0)));
            assertThat(targets.rows()[0][2]).isCloseTo((float) others / CLIP, within(1e-6f));
            assertThat(targets.rows()[0][0]).isCloseTo(1 - (float) others / CLIP, within(1e-6f));
        }
    }

    @Test
    void theProbabilitiesSayHowOftenWhichIsDone() {
        int cut = 0;
        int mixed = 0;
        int neither = 0;
        Mixing mixing = new Mixing(2, 2, 0.8, 0.25);
        for (int seed = 0; seed < 2000; seed++) {
            ByteBuffer after = clips();
            float own = mix(mixing, after, seed).rows()[0][0];
            boolean whole = true;
            for (int i = 0; i < CLIP; i++) {
                whole &= value(after, 0, i) < 20 || value(after, 0, i) >= 210;
            }
            neither += own == 1 ? 1 : 0;
            cut += own < 1 && whole ? 1 : 0;
            mixed += whole ? 0 : 1;
        }
        // 400, 400 and 1200 of 2000, with standard deviations of 18, 18 and 22; a box may lie outside
        assertThat(neither).isBetween(320, 490);
        assertThat(cut).isBetween(310, 480);
        assertThat(mixed).isBetween(1100, 1300);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.8, 1, 3})
    void sharesHaveTheMomentsOfABetaDistribution(double alpha) {
        SplittableRandom random = new SplittableRandom(7);
        int draws = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double share = new SymmetricBeta(alpha).draw(random);
            assertThat(share).isBetween(0.0, 1.0);
            sum += share;
            squares += (share - 0.5) * (share - 0.5);
        }
        assertThat(sum / draws).isCloseTo(0.5, within(0.005));
        // ab / ((a + b)^2 (a + b + 1))
        assertThat(squares / draws).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.003));
    }

    @Test
    void sharesOfTheSmallestAlphasAreNumbers() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            assertThat(new SymmetricBeta(1e-4).draw(random)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void withoutItNothingIsDrawnOrChanged() {
        ByteBuffer clips = clips();
        Targets targets = new Targets.Classes(0, 1, 2);
        assertThat(Mixing.NONE.mix(clips, SHAPE, targets, 4, null)).isSameAs(targets);
        assertThat(clips).isEqualTo(clips());
    }

    @Test
    void severalLabelsAreMixedToo() {
        Targets.Mixed mixed = new Targets.ClassSets(new boolean[][] {{true, true, false}, {false, true, true}}).mixed(0.75,
            3);
        assertThat(mixed.rows()[0]).containsExactly(0.75f, 1, 0.25f);
        assertThat(mixed.rows()[1]).containsExactly(0.25f, 1, 0.75f);
        assertThat(mixed.holds(0, 0)).isTrue();
        assertThat(mixed.holds(0, 1)).isTrue();
        assertThat(mixed.holds(0, 2)).isFalse();
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixing(-0.1, 0, 1, 0.5)).withMessageContaining("-0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixing(1, 1, 1.5, 0.5)).withMessageContaining("1.5");
    }
}
