package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;

class DivergenceGuardTest {

    /** Guessing among four classes costs ln 4 = 1.386. */
    private static final DivergenceGuard GUARD = DivergenceGuard.of(Labels.ONE, 4);

    private static void check(int epoch, int steps, double meanLoss, List<Epoch> history) throws Diverged {
        GUARD.checkStep(epoch, meanLoss, new Tally(steps, steps, steps * meanLoss, 0, 0, 0, 0), history, 0.4);
    }

    private static List<Epoch> historyWithLoss(double loss) {
        return List.of(new Epoch(1, 0.1, loss, 0, 0, null, 0, 1, 1));
    }

    @Test
    void guessingCostsTheLogarithmOfTheClassesOrOfTwoWhereEachHoldsOrNot() {
        assertThat(DivergenceGuard.of(Labels.ONE, 400).guessing()).isCloseTo(5.991465, within(1e-6));
        assertThat(DivergenceGuard.of(Labels.SEVERAL, 80).guessing()).isCloseTo(0.693147, within(1e-6));
    }

    @Test
    void aLossThatIsNoNumberIsNoticedAtOnce() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> check(2, 1, loss, List.of())).isInstanceOf(Diverged.class)
                .hasMessageContaining("no longer a number in epoch 3")
                .hasMessageContaining("Lower the learning rate, which was 0.4");
        }
    }

    @Test
    void aMeanOfTwentyTimesGuessingIsAnExplosionButASingleStepIsNot() {
        assertThatCode(() -> check(0, 1, 300, List.of())).doesNotThrowAnyException();
        assertThatCode(() -> check(0, 10, 27, List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(0, 10, 28, List.of())).isInstanceOf(Diverged.class)
            .hasMessageContaining("exploded to 28");
    }

    @Test
    void trainingThatBeganWithALargeLossMayGoOnWithIt() {
        assertThatCode(() -> check(1, 10, 100, historyWithLoss(50))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(1, 10, 100, historyWithLoss(1))).isInstanceOf(Diverged.class);
    }

    @Test
    void weightsThatAreNoNumbersAreNoticed() {
        assertThatCode(() -> GUARD.checkWeights(0, new Weights(Map.of("a", new float[] {1, 2})), 0.1))
            .doesNotThrowAnyException();
        assertThatThrownBy(() -> GUARD.checkWeights(0, new Weights(Map.of("a", new float[] {1, Float.NaN})), 0.1))
            .isInstanceOf(Diverged.class).hasMessageContaining("Weights are no longer numbers in epoch 1");
    }
}
