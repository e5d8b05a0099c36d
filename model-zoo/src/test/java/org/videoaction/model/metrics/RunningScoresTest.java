package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;

class RunningScoresTest {

    private static final Classes CLASSES = Classes.of("a", "b", "c");

    /** Of "a" one of two is right, of "b" the only one is the second choice, "c" has none. */
    private static RunningScores counted(int ranked) {
        RunningScores scores = new RunningScores(CLASSES, ranked);
        scores.add(List.of("a"), new float[] {0.7f, 0.2f, 0.1f});
        scores.add(List.of("a"), new float[] {0.1f, 0.3f, 0.6f});
        scores.add(List.of("b"), new float[] {0.6f, 0.3f, 0.1f});
        scores.add(List.of("b"), null);
        scores.add(List.of(), new float[] {0, 0, 1});
        return scores;
    }

    @Test
    void sharesAreThoseOfTheVideosThatHaveALabelAndAScore() {
        RunningScores.Confusion confusion = counted(100).confusion().orElseThrow();
        assertThat(confusion.top(1)).isEqualTo(1 / 3.0);
        assertThat(confusion.top(2)).isEqualTo(2 / 3.0);
        assertThat(confusion.top(5)).isEqualTo(1);
        assertThat(confusion.meanClass()).isEqualTo((1 / 2.0 + 0) / 2);
        assertThat(confusion.absent()).containsExactly("c");
        assertThat(counted(100).coverage()).isEqualTo(new Coverage(3, 1, 1));
    }

    /** By their score for "a" the videos are first (a), third (b), second (a); "b" has the third at one score with the second. */
    @Test
    void meanAveragePrecisionIsTheMeanOverTheClassesThatHaveVideos() {
        double a = (1.0 + 2.0 / 3) / 2;
        double b = 1.0 / 2;
        assertThat(counted(9).meanAveragePrecision().orElseThrow()).isCloseTo((a + b) / 2, within(1e-12));
    }

    @Test
    void moreProbabilitiesThanCanBeComparedGiveNoMeanAveragePrecisionAndAllElse() {
        RunningScores scores = counted(8);
        assertThat(scores.meanAveragePrecision()).isEmpty();
        assertThat(scores.confusion().orElseThrow().top(1)).isEqualTo(1 / 3.0);
    }

    @Test
    void whereSeveralClassesAreRightThereIsNoConfusion() {
        RunningScores scores = counted(100);
        scores.add(List.of("b", "c"), new float[] {0.2f, 0.5f, 0.3f});
        assertThat(scores.confusion()).isEmpty();
        assertThat(scores.meanAveragePrecision()).isPresent();
    }
}
