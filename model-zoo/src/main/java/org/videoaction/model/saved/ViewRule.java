package org.videoaction.model.saved;

/** What of a video's views is put together. */
public enum ViewRule {

    /** The mean of probabilities: MMAction2's {@code prob}, PySlowFast's sum over the number of views. */
    PROBABILITIES,
    /** The probabilities of the mean of scores before softmax or sigmoid: MMAction2's {@code score}. */
    SCORES,
    /** The largest probability among the views, PySlowFast's {@code max}; they do not add up to 1. */
    LARGEST
}
