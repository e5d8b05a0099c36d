package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Models of the SlowFast paper's tables, and one that is worse than a cheaper one. */
class ComparedModelTest {

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
    void ofOneViewAnotherModelMayBeBest() {
        ComparedModel fewViews = new ComparedModel("three views", 0.777, 359, 3, 54.3);
        List<ComparedModel> models = List.of(LARGE, fewViews);
        assertThat(fewViews.isBestForItsCost(models)).isTrue();
        assertThat(fewViews.isBest(models, ComparedModel::gigaFlops)).isFalse();
    }

    @Test
    void modelsAreOrderedByWhatAVideoCosts() {
        // 36.1 x 30 = 1083, 234 x 30 = 7020, 359 x 3 = 1077
        ComparedModel fewViews = new ComparedModel("three views", 0.777, 359, 3, 54.3);
        assertThat(ComparedModel.cheapestFirst(List.of(LARGE, SMALL, fewViews))).containsExactly(fewViews, SMALL, LARGE);
    }

    @Test
    void ofTwoAlikeBothAreBest() {
        ComparedModel twin = new ComparedModel("twin", SMALL.accuracy(), SMALL.gigaFlops(), SMALL.views(), 1);
        assertThat(SMALL.isBestForItsCost(List.of(SMALL, twin))).isTrue();
        assertThat(twin.isBestForItsCost(List.of(SMALL, twin))).isTrue();
    }

    @Test
    void asMuchForMoreOrLessForAsMuchIsNotTheBest() {
        ComparedModel first = model(0.7, 10);
        assertThat(model(0.7, 11).isBestForItsCost(List.of(first))).isFalse();
        assertThat(model(0.69, 10).isBestForItsCost(List.of(first))).isFalse();
        assertThat(model(0.69, 9).isBestForItsCost(List.of(first))).isTrue();
        assertThat(model(0.71, 11).isBestForItsCost(List.of(first))).isTrue();
    }

    private static ComparedModel model(double accuracy, double gigaFlops) {
        return new ComparedModel("", accuracy, gigaFlops, 1, 1);
    }
}
