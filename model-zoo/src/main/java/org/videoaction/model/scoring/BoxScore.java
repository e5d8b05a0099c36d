package org.videoaction.model.scoring;

/**
 * What a model says of a box.
 *
 * @param probabilities one a class, each from 0 to 1; null where the video cannot be read or the scores are not finite
 * @param problem why that is so, or null
 */
public record BoxScore(float[] probabilities, String problem) {}
