package org.videoaction.model.detection;

import org.videoaction.data.sampling.RelativeBox;

/** An object that was found. @param box in shares of the frame @param score from 0 to 1 */
public record Detection(RelativeBox box, double score) {}
