package org.videoaction.model.training;

/**
 * What training does about few videos and unequal classes, beside the loss.
 *
 * @param sampling how often clips of each class are drawn
 */
public record FewVideos(ClassSampling sampling) {

    /** Nothing. */
    public static final FewVideos OFF = new FewVideos(ClassSampling.OFF);
}
