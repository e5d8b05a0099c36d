package org.videoaction.model.scoring;

import java.util.Optional;

/**
 * What was lost in integers, clip by clip, beside the network in floats.
 *
 * @param clips on which both were compared
 * @param agreement the share of them, or of their boxes, of which both find the same class most probable
 * @param largestDifference between two probabilities of a class
 * @param labelled how many of the clips have classes that the model knows
 * @param measure what accuracy is: top-1, or mAP where clips show several classes
 * @param before the accuracy in floats, where there are labelled clips
 * @param after that in integers
 */
public record QuantizationLoss(int clips, double agreement, double largestDifference, int labelled, String measure,
    Optional<Double> before, Optional<Double> after) {}
