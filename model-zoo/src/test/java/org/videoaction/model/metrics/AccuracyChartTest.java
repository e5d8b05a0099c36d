package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models of the SlowFast paper's tables, and one that is worse than a cheaper one. */
class AccuracyChartTest {

    private static final ComparedModel SMALL = new ComparedModel("SlowFast 4x16, R50", 0.756, 36.1, 30, 34.4);
    private static final ComparedModel LARGE = new ComparedModel("SlowFast 16x8, R101+NL", 0.798, 234, 30, 59.9);
    private static final ComparedModel WORSE = new ComparedModel("Nonlocal R101", 0.777, 359, 30, 54.3);
    private static final List<ComparedModel> ALL = List.of(SMALL, WORSE, LARGE);

    @Test
    void aModelIsBestForItsCostWhereNoOtherReachesMoreForLess() {
        assertThat(ALL).filteredOn(model -> model.isBestForItsCost(ALL)).containsExactly(SMALL, LARGE);
        assertThat(SMALL.gigaFlopsOfVideo()).isCloseTo(1083, within(1e-9));
    }

    @Test
    void ofTwoAlikeBothAreBest() {
        ComparedModel twin = new ComparedModel("twin", SMALL.accuracy(), SMALL.gigaFlops(), SMALL.views(), 1);
        assertThat(SMALL.isBestForItsCost(List.of(SMALL, twin))).isTrue();
        assertThat(twin.isBestForItsCost(List.of(SMALL, twin))).isTrue();
    }

    @Test
    void everyModelIsAPointOfItsPlaceAndTheBestOnesHaveTheAccent() {
        AccuracyChart chart = new AccuracyChart(ALL, "Top-1");
        BufferedImage image = chart.draw();
        assertThat(colour(image, chart, SMALL)).isEqualTo(new Color(0x1E8E7E));
        assertThat(colour(image, chart, LARGE)).isEqualTo(new Color(0x1E8E7E));
        assertThat(colour(image, chart, WORSE)).isEqualTo(new Color(0x2B2B2B));
    }

    private static Color colour(BufferedImage image, AccuracyChart chart, ComparedModel model) {
        return new Color(image.getRGB((int) chart.x(model.gigaFlopsOfVideo()), (int) chart.y(model.accuracy())));
    }

    @Test
    void theCostIsLogarithmicAndTheAccuracyIsNot() {
        AccuracyChart chart = new AccuracyChart(ALL, "Top-1");
        assertThat(chart.x(1000) - chart.x(100)).isCloseTo(chart.x(10_000) - chart.x(1000), within(1e-6));
        assertThat(chart.y(0.76) - chart.y(0.77)).isCloseTo(chart.y(0.78) - chart.y(0.79), within(1e-6));
        assertThat(chart.y(0.77)).isLessThan(chart.y(0.76));
    }

    @Test
    void oneModelIsEnoughAndNoneOrOneWithoutCostIsRefused() {
        assertThat(new AccuracyChart(List.of(SMALL), "mAP").draw().getWidth()).isEqualTo(900);
        assertThatThrownBy(() -> new AccuracyChart(List.of(), "mAP")).isInstanceOf(IllegalArgumentException.class);
        ComparedModel free = new ComparedModel("free", 0.5, Double.NaN, 30, 1);
        assertThatThrownBy(() -> new AccuracyChart(List.of(free), "mAP")).hasMessageContaining("multiply-accumulates");
    }
}
