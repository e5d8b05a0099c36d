package org.videoaction.model.saved;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of one epoch of training.
 *
 * @param number from 1
 * @param rate the learning rate of its last step
 * @param loss the mean loss over its clips, each before the step that it was part of
 * @param top1 the share of its clips whose class had the highest score
 * @param top5 the share of its clips whose class was among the five highest scores
 * @param validation how the network then did on clips that it did not learn from; null where that was not looked at
 * @param dataSeconds how long the network waited for clips
 * @param computeSeconds how long its steps took
 * @param clips how many clips it saw
 */
public record Epoch(int number, double rate, double loss, double top1, double top5, Validation validation,
    double dataSeconds, double computeSeconds, int clips) {

    /**
     * The mean loss and the shares of clips recognised, without dropout and label smoothing.
     *
     * @param meanAveragePrecision how well the scores put a class's clips before the others, from 0 to 1; null where each
     *     clip is of one class, and where no clip shows any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Validation(double loss, double top1, double top5, Double meanAveragePrecision) {

        /** What was saved before there was an average precision is without it. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Validation of(Map<String, Double> saved) {
            for (String name : List.of("loss", "top1", "top5")) {
                Objects.requireNonNull(saved.get(name), () -> "validation has no " + name);
            }
            return new Validation(saved.get("loss"), saved.get("top1"), saved.get("top5"),
                saved.get("meanAveragePrecision"));
        }

        /**
         * Whether the average precision is higher or, where one of them has none, more clips are recognised; or as good
         * with a smaller loss.
         */
        public boolean betterThan(Validation other) {
            if (other == null) {
                return true;
            }
            int more = meanAveragePrecision == null || other.meanAveragePrecision == null
                ? Double.compare(top1, other.top1) : meanAveragePrecision.compareTo(other.meanAveragePrecision);
            return more > 0 || more == 0 && loss < other.loss;
        }
    }

    /** How long its training took, without validation. */
    public double seconds() {
        return dataSeconds + computeSeconds;
    }

    public double clipsPerSecond() {
        return clips / seconds();
    }

    /** The share of the time that went into waiting for clips. */
    public double waiting() {
        return dataSeconds / seconds();
    }
}
