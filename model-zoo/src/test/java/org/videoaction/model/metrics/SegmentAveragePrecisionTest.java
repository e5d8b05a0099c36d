package org.videoaction.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentAveragePrecisionTest {

    private static final double[] HALF = {0.5};

    private static LabelledSegment segment(String video, double start, double end, double score) {
        return new LabelledSegment(video, start, end, 0, score);
    }

    private static double precision(List<LabelledSegment> truth, List<LabelledSegment> detections) {
        return SegmentAveragePrecision.of(1, truth, detections, HALF).mean(0);
    }

    @Test
    void overlapIsTheSharedTimeOverAllTime() {
        // 2 of 6 seconds
        assertThat(segment("v", 0, 4, 1).overlap(segment("v", 2, 6, 1))).isEqualTo(2 / 6.0);
        assertThat(segment("v", 0, 1, 1).overlap(segment("v", 2, 6, 1))).isZero();
        assertThat(segment("v", 2, 2, 1).overlap(segment("v", 2, 2, 1))).isZero();
    }

    @Test
    void eachTrueSegmentIsFoundOnceBySurestDetection() {
        List<LabelledSegment> truth = List.of(segment("v", 0, 10, 1), segment("v", 20, 30, 1));
        // right, taken already, right: precision 1 at recall 1/2, 2/3 at recall 1
        List<LabelledSegment> detections = List.of(segment("v", 20, 30, 0.2), segment("v", 0, 10, 0.9),
            segment("v", 0, 9, 0.5));
        assertThat(precision(truth, detections)).isEqualTo((1 + 2 / 3.0) / 2, within(1e-15));
    }

    /** A detection takes the next best true segment where another has taken the best. */
    @Test
    void aDetectionWhoseBestSegmentIsTakenTakesAnother() {
        List<LabelledSegment> truth = List.of(segment("v", 0, 10, 1), segment("v", 2, 12, 1));
        List<LabelledSegment> detections = List.of(segment("v", 0, 10, 0.9), segment("v", 0.5, 10.5, 0.8));
        // the second overlaps the first true segment by 9.5 / 10.5, the second by 8.5 / 11.5
        assertThat(precision(truth, detections)).isEqualTo(1);
    }

    @Test
    void aWrongDetectionBehindAllTrueOnesCostsNothingAndBeforeThemHalf() {
        List<LabelledSegment> truth = List.of(segment("v", 0, 10, 1));
        assertThat(precision(truth, List.of(segment("v", 0, 10, 0.9), segment("w", 0, 10, 0.1)))).isEqualTo(1);
        assertThat(precision(truth, List.of(segment("v", 0, 10, 0.1), segment("w", 0, 10, 0.9)))).isEqualTo(0.5);
    }

    @Test
    void theThresholdItselfIsReached() {
        // 5 of 10 seconds
        assertThat(precision(List.of(segment("v", 0, 10, 1)), List.of(segment("v", 0, 5, 1)))).isEqualTo(1);
        assertThat(precision(List.of(segment("v", 0, 10, 1)), List.of(segment("v", 0, 4.9, 1)))).isZero();
    }

    @Test
    void classesWithoutTrueSegmentsDoNotCountAndThoseWithoutDetectionsCountNothing() {
        List<LabelledSegment> truth = List.of(segment("v", 0, 10, 1), new LabelledSegment("v", 0, 10, 1, 1));
        List<LabelledSegment> detections = List.of(segment("v", 0, 10, 0.9), new LabelledSegment("v", 0, 10, 2, 0.8));
        SegmentAveragePrecision precision = SegmentAveragePrecision.of(3, truth, detections, HALF);
        assertThat(precision.ofClass()[0]).containsExactly(1, 0, Double.NaN);
        assertThat(precision.mean(0)).isEqualTo(0.5);
        assertThat(precision.ofClass(2)).isNaN();
        assertThat(SegmentAveragePrecision.of(1, List.of(), detections, HALF).average()).isNaN();
    }

    @Test
    void theThresholdsAreThoseOfTheBenchmarks() {
        assertThat(SegmentAveragePrecision.activityNet()).containsExactly(0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
            0.95);
        assertThat(SegmentAveragePrecision.thumos()).containsExactly(0.3, 0.4, 0.5, 0.6, 0.7);
    }

    /** The congruential generator by which the segments were made for MMAction2, too. */
    private static final class Numbers {

        private long state = 5;

        int below(int bound) {
            state = (state * 1103515245 + 12345) % 2147483648L;
            return (int) ((state >> 8) % bound);
        }

        double tenths(int bound, int offset) {
            return (below(bound) + offset) / 10.0;
        }
    }

    /**
     * What MMAction2's {@code compute_average_precision_detection} gives for these 48 true segments and 79 detections; no overlap is
     * within 1e-4 of a threshold, where 32 bits, in which it has overlaps, could decide.
     */
    @Test
    void isThatOfMmaction2() {
        Numbers numbers = new Numbers();
        List<LabelledSegment> truth = new ArrayList<>();
        List<LabelledSegment> detections = new ArrayList<>();
        for (int video = 0; video < 6; video++) {
            for (int k = 0; k < 8; k++) {
                double start = numbers.tenths(900, 0);
                double length = numbers.tenths(200, 20);
                int label = numbers.below(3);
                truth.add(new LabelledSegment("v" + video, start, start + length, label, 1));
                for (int left = numbers.below(4); left > 0; left--) {
                    double from = Math.max(0, start + numbers.tenths(61, -30) / 3);
                    double to = Math.max(0.05, start + length + numbers.tenths(61, -30) / 3);
                    int said = numbers.below(4) > 0 ? label : numbers.below(4);
                    double score = numbers.below(100000) / 100000.0;
                    if (to > from) {
                        detections.add(new LabelledSegment("v" + video, from, to, said, score));
                    }
                }
            }
        }
        assertThat(truth).hasSize(48);
        assertThat(detections).hasSize(79);
        SegmentAveragePrecision precision = SegmentAveragePrecision.of(4, truth, detections,
            SegmentAveragePrecision.activityNet());
        double[] expected = {0.6196105192, 0.617303544, 0.617303544, 0.617303544, 0.614384894, 0.5397020806, 0.5232015533,
            0.5043593298, 0.4211696365, 0.1238587121};
        for (int t = 0; t < expected.length; t++) {
            assertThat(precision.mean(t)).as("at " + precision.thresholds()[t]).isEqualTo(expected[t], within(1e-9));
        }
        assertThat(precision.average()).isEqualTo(0.5198197357574798, within(1e-9));
        assertThat(precision.ofClass()[0][1]).isEqualTo(0.66772512, within(1e-8));
    }
}
