package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;

class AccuracyTest {

    /** Four videos of two of three classes; the third has none. */
    private static final Accuracy ACCURACY = Accuracy.of(Classes.of("a", "b", "c"), new int[] {0, 0, 0, 1},
        List.of(new int[] {0, 1, 2}, new int[] {1, 0, 2}, new int[] {2, 1, 0}, new int[] {1, 0, 2}));

    @Test
    void topKCountsVideosWhoseClassIsAmongTheFirstK() {
        assertThat(ACCURACY.top(1)).isEqualTo(2 / 4.0);
        assertThat(ACCURACY.top(2)).isEqualTo(3 / 4.0);
        assertThat(ACCURACY.top(5)).isEqualTo(1);
    }

    @Test
    void meanClassAccuracyLeavesOutClassesWithoutVideos() {
        assertThat(ACCURACY.meanClass()).isEqualTo((1 / 3.0 + 1) / 2);
    }

    @Test
    void theConfusionMatrixHasTruthInRows() {
        assertThat(ACCURACY.confusion()).isDeepEqualTo(new int[][] {{1, 1, 1}, {0, 1, 0}, {0, 0, 0}});
    }

    @Test
    void precisionAndRecallAreNoNumberWhereNothingWasThere() {
        assertThat(ACCURACY.recall(0)).isEqualTo(1 / 3.0);
        assertThat(ACCURACY.precision(1)).isEqualTo(1 / 2.0);
        assertThat(ACCURACY.recall(2)).isNaN();
        assertThat(ACCURACY.precision(2)).isZero();
    }

    @Test
    void videosAreCountedByTheirClassAndByWhatTheyWereTakenFor() {
        assertThat(ACCURACY.videos()).isEqualTo(4);
        assertThat(List.of(ACCURACY.support(0), ACCURACY.support(1), ACCURACY.support(2))).containsExactly(3, 1, 0);
        assertThat(List.of(ACCURACY.predicted(0), ACCURACY.predicted(1), ACCURACY.predicted(2))).containsExactly(1, 2, 1);
        assertThat(ACCURACY.absent()).containsExactly("c");
    }

    @Test
    void mmactionCountsAClassWithoutVideosWhereOneWasTakenForIt() {
        assertThat(ACCURACY.meanClassOfMmaction()).isEqualTo((1 / 3.0 + 1 + 0) / 3);
        assertThat(Accuracy.of(Classes.of("a", "b"), new int[] {0}, List.of(new int[] {0, 1})).meanClassOfMmaction())
            .isEqualTo(1);
    }

    @Test
    void aRankingThatIsCutOffHasNoPlaceForItsClass() {
        Accuracy cutOff = Accuracy.of(Classes.of("a", "b"), new int[] {1}, List.of(new int[] {0}));
        assertThat(cutOff.top(2)).isZero();
    }

    @Test
    void ofEqualScoresTheFirstIsTheBest() {
        assertThat(Accuracy.best(new float[] {0.1f, 0.4f, 0.4f})).isEqualTo(1);
        assertThat(Accuracy.best(new float[] {0.5f, 0.4f})).isZero();
        assertThat(Accuracy.best(new double[] {0.1, 0.4, 0.4, 0.3})).isEqualTo(1);
        assertThat(Accuracy.best(new double[] {-0.0, 0.0, -1})).isZero();
    }

    @Test
    void equalProbabilitiesKeepTheOrderOfTheClasses() {
        assertThat(Accuracy.ranking(new double[] {0.2, 0.4, 0.4})).containsExactly(1, 2, 0);
        assertThat(Accuracy.ranking(new double[] {-0.0, 0.0, -0.0})).containsExactly(0, 1, 2);
        assertThat(Accuracy.ranking(new double[] {0.0, -0.0, 0.0})).containsExactly(0, 1, 2);
    }
}
