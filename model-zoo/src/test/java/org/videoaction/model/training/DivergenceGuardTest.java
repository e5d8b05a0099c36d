package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;

class DivergenceGuardTest {

    /** Guessing among four classes costs ln 4 = 1.386. */
    private static final DivergenceGuard GUARD = DivergenceGuard.of(Labels.ONE, 4);

    private static Tally steps(int steps, double meanLoss) {
        return new Tally(steps, steps, steps * meanLoss, 0, 0, 0, 0);
    }

    private static List<Epoch> historyWithLoss(double loss) {
        return List.of(new Epoch(1, 0.1, loss, 0, 0, null, 0, 1, 1));
    }

    @Test
    void aLossThatIsNoNumberIsNoticedAtOnce() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(GUARD.problem(2, loss, steps(1, loss), List.of(), 0.4)).get().asString()
                .contains("no longer a number in epoch 3", "Lower the learning rate, which was 0.4");
        }
    }

    @Test
    void aMeanOfTwentyTimesGuessingIsAnExplosionButASingleStepIsNot() {
        assertThat(GUARD.problem(0, 300, steps(1, 300), List.of(), 0.1)).isEmpty();
        assertThat(GUARD.problem(0, 27, steps(10, 27), List.of(), 0.1)).isEmpty();
        assertThat(GUARD.problem(0, 28, steps(10, 28), List.of(), 0.1)).get().asString().contains("exploded to 28");
    }

    @Test
    void trainingThatBeganWithALargeLossMayGoOnWithIt() {
        assertThat(GUARD.problem(1, 100, steps(10, 100), historyWithLoss(50), 0.1)).isEmpty();
        assertThat(GUARD.problem(1, 100, steps(10, 100), historyWithLoss(1), 0.1)).isPresent();
    }

    @Test
    void weightsThatAreNoNumbersAreNoticed() {
        assertThat(GUARD.problem(0, new Weights(Map.of("a", new float[] {1, 2})), 0.1)).isEmpty();
        assertThat(GUARD.problem(0, new Weights(Map.of("a", new float[] {1, Float.NaN})), 0.1)).get().asString()
            .contains("Weights are no longer numbers in epoch 1");
    }
}
