package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.videoaction.model.metrics.FrameAveragePrecision.Convention;

class AveragePrecisionTest {

    private static final ActionBox TRUE_BOX = box("f", 0, 10, 0, 0);

    private static ActionBox box(String frame, double left, double right, int label, double score) {
        return new ActionBox(frame, left, 0, right, 10, label, score);
    }

    @Test
    void precisionIsTakenWhereRecallGrows() {
        double[][] scores = {{0.9}, {0.8}, {0.7}, {0.6}};
        boolean[][] shown = {{true}, {false}, {true}, {false}};
        assertThat(AveragePrecision.of(scores, shown).mean()).isCloseTo((1 / 1.0 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void equalScoresEnterTogetherInWhateverOrder() {
        double[][] scores = {{0.5}, {0.5}, {0.1}};
        assertThat(AveragePrecision.of(scores, new boolean[][] {{true}, {false}, {false}}).mean()).isEqualTo(0.5);
        assertThat(AveragePrecision.of(scores, new boolean[][] {{false}, {true}, {false}}).mean()).isEqualTo(0.5);
    }

    @Test
    void classesWithoutVideosAreNoNumberAndLeftOutOfTheMean() {
        AveragePrecision precision = AveragePrecision.of(new double[][] {{0.9, 0.9}, {0.1, 0.1}},
            new boolean[][] {{true, false}, {false, false}});
        assertThat(precision.ofClass()[1]).isNaN();
        assertThat(precision.mean()).isEqualTo(1);
    }

    @Test
    void aDetectionThatOverlapsLessThanHalfIsWrong() {
        // 6 of 10 units in common over 10: 0.6; 4 over 10: 0.4
        assertThat(mean(List.of(box("f", 0, 6, 0, 0.9)), Convention.PYSLOWFAST)).isEqualTo(1);
        assertThat(mean(List.of(box("f", 0, 4, 0, 0.9)), Convention.PYSLOWFAST)).isZero();
        assertThat(mean(List.of(box("other", 0, 6, 0, 0.9)), Convention.PYSLOWFAST)).isZero();
    }

    @Test
    void withoutVideosThereIsNoPrecision() {
        assertThat(AveragePrecision.of(new double[0][], new boolean[0][]).ofClass()).isEmpty();
        assertThat(AveragePrecision.of(new double[0][], new boolean[0][]).mean()).isNaN();
    }

    @Test
    void aDetectionThatOverlapsHalfIsRight() {
        assertThat(mean(List.of(box("f", 0, 5, 0, 0.9)), Convention.PYSLOWFAST)).isEqualTo(1);
        assertThat(mean(List.of(box("f", 0, 4.99, 0, 0.9)), Convention.PYSLOWFAST)).isZero();
    }

    @Test
    void mmactionsBoxesHave32Bits() {
        // 5 - 1e-9 is 5 in 32 bits: exactly half
        List<ActionBox> nearlyHalf = List.of(box("f", 0, 5 - 1e-9, 0, 0.9));
        assertThat(mean(nearlyHalf, Convention.MMACTION2)).isEqualTo(1);
        assertThat(mean(nearlyHalf, Convention.PYSLOWFAST)).isZero();
    }

    @Test
    void aClassWithoutDetectionsIsMissedByPySlowFastAndLeftOutByMmaction() {
        assertThat(mean(List.of(), Convention.PYSLOWFAST)).isZero();
        assertThat(mean(List.of(), Convention.MMACTION2)).isNaN();
        assertThat(mean(List.of(), Convention.MMACTION2_EMPTY_FRAMES)).isNaN();
    }

    @Test
    void ofBoxesThatADetectionOverlapsAlikeTheFirstIsMatched() {
        // the first detection lies on both true boxes to one half each and takes the first; the second is the second
        List<ActionBox> truth = List.of(box("f", 0, 10, 0, 0), box("f", 10, 20, 0, 0));
        List<ActionBox> detections = List.of(box("f", 0, 20, 0, 0.9), box("f", 10, 20, 0, 0.8));
        assertThat(FrameAveragePrecision.of(1, truth, detections, Set.of(), Convention.PYSLOWFAST).mean()).isEqualTo(1);
    }

    @Test
    void boxesSideBySideDoNotOverlap() {
        ActionBox box = new ActionBox("f", 0, 0, 4, 2, 0, 1);
        // 2 x 1 in common, of 8 + 8 - 2
        assertThat(box.overlap(new ActionBox("f", 2, 1, 6, 3, 0, 1))).isEqualTo(2.0 / 14);
        assertThat(box.overlap(new ActionBox("f", 5, 0, 9, 2, 0, 1))).isZero();
        assertThat(box.overlap(new ActionBox("f", 0, 3, 4, 5, 0, 1))).isZero();
        assertThat(box.overlap(new ActionBox("f", 5, 3, 9, 5, 0, 1))).isZero();
    }

    @Test
    void aSecondDetectionOfOneBoxIsWrong() {
        List<ActionBox> twice = List.of(box("f", 0, 9, 0, 0.5), box("f", 0, 10, 0, 0.9));
        assertThat(mean(twice, Convention.MMACTION2)).as("the surer one is matched first").isEqualTo(1);
        assertThat(mean(twice, Convention.PYSLOWFAST)).as("the first one is matched first").isEqualTo(0.5);
    }

    @Test
    void detectionsInEmptyFramesAreWrongOrIgnored() {
        List<ActionBox> boxes = List.of(box("empty", 0, 10, 0, 0.9), box("f", 0, 10, 0, 0.5));
        assertThat(mean(boxes, Convention.MMACTION2)).isEqualTo(1);
        assertThat(mean(boxes, Convention.MMACTION2_EMPTY_FRAMES)).isEqualTo(0.5);
        assertThat(mean(boxes, Convention.PYSLOWFAST)).isEqualTo(0.5);
    }

    private static double mean(List<ActionBox> detections, Convention convention) {
        return FrameAveragePrecision.of(1, List.of(TRUE_BOX), detections, Set.of(), convention).mean();
    }
}
