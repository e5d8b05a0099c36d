package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.videoaction.data.Progress;
import org.videoaction.model.metrics.LabelledSegment;
import org.videoaction.model.metrics.SegmentAveragePrecision;

class SegmentTuningTest {

    private static final int WALK = 0;
    private static final int RUN = 1;
    private static final int NOTHING = 2;

    /** Windows of a second each. */
    private static List<ScoredWindow> windows(float[]... probabilities) {
        List<ScoredWindow> windows = new ArrayList<>();
        for (float[] values : probabilities) {
            windows.add(new ScoredWindow(windows.size(), windows.size() + 1, values));
        }
        return windows;
    }

    private static float[] sure(int label, float probability) {
        float[] values = {(1 - probability) / 2, (1 - probability) / 2, (1 - probability) / 2};
        values[label] = probability;
        return values;
    }

    private static final List<ScoredWindow> WINDOWS = windows(sure(NOTHING, 0.9f), sure(WALK, 0.75f), sure(WALK, 0.5f),
        sure(NOTHING, 0.8f), sure(WALK, 1f), sure(RUN, 0.5f));

    private static SegmentRules rules(double least, double gap, double shortest) {
        return new SegmentRules(least, gap, shortest, NOTHING);
    }

    @Test
    void theBackgroundIsNoSegment() {
        assertThat(ActionSegment.of(WINDOWS, rules(0, 0, 0))).containsExactly(new ActionSegment(1, 3, WALK, 0.625, 2),
            new ActionSegment(4, 5, WALK, 1, 1), new ActionSegment(5, 6, RUN, 0.5, 1));
    }

    @Test
    void windowsThatAreNotSureEnoughAreNotBelieved() {
        assertThat(ActionSegment.of(WINDOWS, rules(0.6, 0, 0))).containsExactly(new ActionSegment(1, 2, WALK, 0.75, 1),
            new ActionSegment(4, 5, WALK, 1, 1));
    }

    @Test
    void acrossSmallGapsSegmentsBecomeOneWithTheProbabilityOfTheirOwnWindows() {
        // (0.75 + 0.5 + 1) / 3
        assertThat(ActionSegment.of(WINDOWS, rules(0, 1, 0))).containsExactly(new ActionSegment(1, 5, WALK, 0.75, 3),
            new ActionSegment(5, 6, RUN, 0.5, 1));
        assertThat(ActionSegment.of(WINDOWS, rules(0.6, 1.5, 0))).hasSize(2);
        assertThat(ActionSegment.of(WINDOWS, rules(0.6, 2, 0))).containsExactly(new ActionSegment(1, 5, WALK, 0.875, 2));
    }

    @Test
    void shortSegmentsAreLeftOutAfterGapsAreClosed() {
        assertThat(ActionSegment.of(WINDOWS, rules(0, 0, 2))).containsExactly(new ActionSegment(1, 3, WALK, 0.625, 2));
        assertThat(ActionSegment.of(WINDOWS, rules(0, 1, 2))).containsExactly(new ActionSegment(1, 5, WALK, 0.75, 3));
    }

    @Test
    void rulesThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> rules(1.1, 0, 0)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> rules(0, -1, 0)).hasMessageContaining("no less than 0 s");
        assertThatThrownBy(() -> rules(0, 0, Double.NaN)).hasMessageContaining("no less than 0 s");
    }

    /**
     * Somebody walks from 1 to 5 s. Without gaps there are two segments, of which the surer covers a quarter and the other half
     * of it; with a gap of a second there is one that covers it exactly, and a wrong class that no true segment makes count.
     */
    @Test
    void theCombinationWithTheHighestPrecisionComesFirst() {
        List<LabelledSegment> truth = List.of(new LabelledSegment("v", 1, 5, WALK, 1));
        SegmentTuning tuning = new SegmentTuning(List.of(0.0, 0.6), List.of(0.0, 1.0), List.of(0.0, 2.0), NOTHING);
        List<SegmentTuning.Trial> trials = tuning.of(Map.of("v", WINDOWS), truth, 3, SegmentAveragePrecision.activityNet(),
            Progress.NONE);
        assertThat(trials).hasSize(8);
        assertThat(trials.get(0).rules()).isEqualTo(rules(0, 1, 0));
        assertThat(trials.get(0).precision().average()).isEqualTo(1);
        assertThat(trials.get(1).rules()).isEqualTo(rules(0, 1, 2));
        // from 1 to 3 s is half of it, which reaches the first threshold of ten; alone with 2 s, behind a wrong one without
        assertThat(trials.get(2).rules()).isEqualTo(rules(0, 0, 2));
        assertThat(trials.get(2).precision().average()).isEqualTo(0.1);
        assertThat(trials.get(3).precision().average()).isEqualTo(0.05);
    }

    @Test
    void itCanBeStopped() {
        SegmentTuning tuning = new SegmentTuning(List.of(0.0), List.of(0.0), List.of(0.0), SegmentRules.NO_BACKGROUND);
        assertThatThrownBy(() -> tuning.of(Map.of(), List.of(), 3, SegmentAveragePrecision.thumos(), (fraction, message) -> {
            throw new CancellationException();
        })).isInstanceOf(CancellationException.class);
    }
}
