package org.videoaction.model.saved;

/**
 * What came of one epoch of training.
 *
 * @param number from 1
 * @param rate the learning rate of its last step
 * @param loss the mean cross-entropy over its clips
 * @param top1 the share of its clips whose class had the highest score
 * @param seconds how long it took
 * @param clips how many clips it saw
 */
public record Epoch(int number, double rate, double loss, double top1, double seconds, int clips) {

    public double clipsPerSecond() {
        return clips / seconds;
    }
}
