package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverageTest {

    @Test
    void fewerVideosThanListedAreSaidWithTheReasons() {
        Coverage coverage = new Coverage(46, 4, 1);
        assertThat(coverage.share()).isEqualTo(" of 46 of 51 videos");
        assertThat(coverage.others("scores.csv")).isEqualTo("4 could not be scored: see scores.csv; 1 has no label");
    }

    @Test
    void nothingIsSaidOfAllVideos() {
        Coverage coverage = new Coverage(50, 0, 0);
        assertThat(coverage.isWhole()).isTrue();
        assertThat(coverage.share() + coverage.others("scores.csv")).isEmpty();
    }
}
