package org.videoaction.model.detection;

import org.videoaction.data.sampling.RelativeBox;

/**
 * A person in a key frame.
 *
 * @param seconds when the key frame is shown, after the video's first frame
 * @param score how sure the detector is, from 0 to 1
 * @param person its number in the video, from 1; 0 where persons are not tracked
 * @param seen whether the detector found it there; else it lies between two boxes that it found
 */
public record PersonBox(double seconds, RelativeBox box, double score, int person, boolean seen) {}
