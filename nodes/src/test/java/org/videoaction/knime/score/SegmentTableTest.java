package org.videoaction.knime.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.videoaction.knime.score.SegmentTable.Named;

class SegmentTableTest {

    private static final Named WALK = new Named("v.mp4", 0, 10, "walk", 0.9);
    private static final Named LATER = new Named("v.mp4", 20, 30, "walk", 0.9);

    @Test
    void segmentsThatStandInATableAgainAreCounted() {
        assertThat(SegmentTable.repeated("segments", List.of(WALK, LATER))).isEmpty();
        assertThat(SegmentTable.repeated("segments", List.of(WALK, LATER, WALK, WALK))).singleElement().asString()
            .contains("has 2 segments more than once");
    }

    @Test
    void videosThatTheOtherTableDoesNotHaveAreCounted() {
        assertThat(SegmentTable.strangers(Set.of("v.mp4"), Set.of("v.mp4", "w.mp4"), "segments are strange.")).isEmpty();
        assertThat(SegmentTable.strangers(Set.of("v.mp4", "x.mp4"), Set.of("v.mp4"), "segments are strange."))
            .singleElement().asString().startsWith("1 of 2 videos with segments are strange.");
    }
}
