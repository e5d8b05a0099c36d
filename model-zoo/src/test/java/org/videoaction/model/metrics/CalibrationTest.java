package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.model.metrics.Calibration.Bin;

class CalibrationTest {

    private final Calibration calibration = Calibration.of(new int[] {0, 1, 0, 0},
        List.of(new double[] {0.95, 0.05}, new double[] {0.97, 0.03}, new double[] {0.6, 0.4}, new double[] {0.45, 0.55}));

    @Test
    void confidencesAreGatheredInFifteenthsWhoseUpperEdgeBelongsToThem() {
        // 0.55 lies in (8/15, 9/15], and so does 0.6
        assertThat(calibration.bins()).hasSize(2);
        assertThat(calibration.bins().get(0)).usingRecursiveComparison()
            .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
            .isEqualTo(new Bin(2, 0.575, 0.5));
        assertThat(calibration.bins().get(1)).usingRecursiveComparison()
            .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
            .isEqualTo(new Bin(2, 0.96, 0.5));
    }

    @Test
    void theErrorWeighsBinsByTheirVideos() {
        assertThat(calibration.error()).isEqualTo(0.5 * 0.075 + 0.5 * 0.46, within(1e-12));
    }

    @Test
    void theLossIsThatOfTheTrueClasses() {
        assertThat(calibration.logLoss())
            .isEqualTo(-(Math.log(0.95) + Math.log(0.03) + Math.log(0.6) + Math.log(0.45)) / 4, within(1e-12));
    }

    @Test
    void aModelThatIsAlwaysSureAndRightHasNoError() {
        Calibration sure = Calibration.of(new int[] {0, 1}, List.of(new double[] {1, 0}, new double[] {0, 1}));
        assertThat(sure.error()).isZero();
        assertThat(sure.logLoss()).isZero();
    }

    @Test
    void aTrueClassOfNoProbabilityCostsMuchAndNotWithoutEnd() {
        assertThat(Calibration.of(new int[] {0}, List.of(new double[] {0, 1})).logLoss()).isEqualTo(-Math.log(1e-12));
    }
}
