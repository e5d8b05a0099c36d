package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;

class LabelledScoresTest {

    private static final List<double[]> PROBABILITIES = List.of(new double[] {0.7, 0.2, 0.1}, new double[] {0.6, 0.3, 0.1});

    private static LabelledScores scores(boolean several) {
        return new LabelledScores(Classes.of("run", "jump", "sit"), several, List.of(Set.of(0), Set.of(1)), PROBABILITIES,
            new Coverage(2, 0, 0));
    }

    @Test
    void oneOfTwoVideosIsRight() {
        assertThat(scores(false).accuracy().orElseThrow().top(1)).isEqualTo(0.5);
        assertThat(scores(false).accuracy().orElseThrow().top(2)).isEqualTo(1);
    }

    @Test
    void withSeveralLabelsThereIsOnlyAveragePrecision() {
        assertThat(scores(true).accuracy()).isEmpty();
        assertThat(scores(true).averagePrecision().mean()).as("each class ranks its video first").isEqualTo(1);
    }

    @Test
    void onlyWhereOneClassIsRightIsAModelAsSureAsItIsRight() {
        // -(log 0.7 + log 0.3) / 2
        assertThat(scores(false).calibration().orElseThrow().logLoss()).isCloseTo(-Math.log(0.21) / 2, within(1e-12));
        assertThat(scores(true).calibration()).isEmpty();
    }

    @Test
    void classesWithoutVideosAreNamed() {
        assertThat(scores(false).videos(0)).isEqualTo(1);
        assertThat(scores(false).absent()).containsExactly("sit");
    }
}
