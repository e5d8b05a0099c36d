package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.model.saved.Epoch;

class EarlyStopTest {

    /** Epochs with these top-1 accuracies on validation clips, at the same loss; negative for no look at them. */
    private static List<Epoch> epochs(double... top1) {
        List<Epoch> epochs = new ArrayList<>();
        for (double value : top1) {
            epochs.add(new Epoch(epochs.size() + 1, 0.1, 1, 0, 0, value < 0 ? null
                : new Epoch.Validation(1, value, 1, null), 0, 1, 1));
        }
        return epochs;
    }

    /** Epochs with these average precisions, of which each recognises less and loses more than the one before. */
    private static List<Epoch> measured(double... meanAveragePrecision) {
        List<Epoch> epochs = new ArrayList<>();
        for (double value : meanAveragePrecision) {
            int number = epochs.size() + 1;
            epochs.add(new Epoch(number, 0.1, 1, 0, 0, new Epoch.Validation(number, 1.0 / number, 1, value), 0, 1, 1));
        }
        return epochs;
    }

    @Test
    void theFirstOfTheBestEpochsIsTheBest() {
        assertThat(EarlyStop.best(epochs(0.2, 0.5, 0.4, 0.5))).get().extracting(Epoch::number).isEqualTo(2);
        assertThat(EarlyStop.best(epochs(-1, -1))).isEmpty();
    }

    @Test
    void ofEqualAccuraciesTheSmallerLossIsBetter() {
        Epoch.Validation other = new Epoch.Validation(0.9, 0.5, 1, null);
        assertThat(new Epoch.Validation(0.8, 0.5, 1, null).betterThan(other)).isTrue();
        assertThat(new Epoch.Validation(0.8, 0.4, 1, null).betterThan(other)).isFalse();
        Epoch.Validation measured = new Epoch.Validation(0.9, 0.5, 1, 0.7);
        assertThat(new Epoch.Validation(0.8, 0.4, 1, 0.7).betterThan(measured)).isTrue();
        assertThat(new Epoch.Validation(1.0, 0.6, 1, 0.7).betterThan(measured)).isFalse();
    }

    @Test
    void averagePrecisionCountsMoreThanTop1() {
        assertThat(EarlyStop.best(measured(0.2, 0.5, 0.4, 0.5))).get().extracting(Epoch::number).isEqualTo(2);
        assertThat(new EarlyStop(2).now(measured(0.2, 0.5, 0.4))).isFalse();
        assertThat(new EarlyStop(2).now(measured(0.2, 0.5, 0.4, 0.5))).isTrue();
        assertThat(new EarlyStop(2).now(measured(0.2, 0.5, 0.4, 0.6))).isFalse();
    }

    @Test
    void top1CountsWhereOneEpochIsFromBeforeThereWasAnAveragePrecision() {
        Epoch.Validation before = new Epoch.Validation(1, 0.5, 1, null);
        assertThat(new Epoch.Validation(1, 0.6, 1, 0.3).betterThan(before)).isTrue();
        assertThat(new Epoch.Validation(1, 0.4, 1, 0.9).betterThan(before)).isFalse();
        assertThat(before.betterThan(new Epoch.Validation(1, 0.4, 1, 0.9))).isTrue();
    }

    @Test
    void trainingEndsAfterAsManyLooksWithoutABetterResult() {
        EarlyStop stop = new EarlyStop(2);
        assertThat(stop.now(epochs(0.2, 0.5, 0.4))).isFalse();
        assertThat(stop.now(epochs(0.2, 0.5, 0.4, -1, -1))).isFalse();
        assertThat(stop.now(epochs(0.2, 0.5, 0.4, -1, 0.5))).isTrue();
        assertThat(stop.now(epochs(0.2, 0.5, 0.4, 0.6))).isFalse();
    }

    @Test
    void withoutPatienceOrValidationItNeverEndsEarly() {
        assertThat(new EarlyStop(0).now(epochs(0.5, 0.1, 0.1, 0.1))).isFalse();
        assertThat(new EarlyStop(1).now(epochs(-1, -1, -1))).isFalse();
    }
}
