package org.videoaction.model.tracking;

/**
 * A box of a person in a frame.
 *
 * @param frame the number of the frame among those that were looked at, from 0
 * @param score how sure the detector was of it, from 0 to 1; between two boxes that it found, that of the less sure one
 * @param seen whether the detector found it; else it lies on the way between two boxes that it found
 */
public record Sighting(int frame, TrackBox box, double score, boolean seen) {}
