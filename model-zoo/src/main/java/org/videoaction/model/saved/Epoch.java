package org.videoaction.model.saved;

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

    /** The mean loss and the shares of clips recognised, without dropout and label smoothing. */
    public record Validation(double loss, double top1, double top5) {

        /** Whether more clips are recognised, or as many with a smaller loss. */
        public boolean betterThan(Validation other) {
            return other == null || top1 > other.top1 || top1 == other.top1 && loss < other.loss;
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
