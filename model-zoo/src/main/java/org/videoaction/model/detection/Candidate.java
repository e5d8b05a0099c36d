package org.videoaction.model.detection;

import org.videoaction.model.tracking.TrackBox;

/**
 * What a network takes for an object.
 *
 * @param box in pixels of the network's input
 * @param score from 0 to 1
 * @param label the number of its class in the network
 */
record Candidate(TrackBox box, double score, int label) {

    /** By its middle. */
    static Candidate around(double x, double y, double width, double height, double score, int label) {
        return new Candidate(new TrackBox(x - width / 2, y - height / 2, x + width / 2, y + height / 2), score, label);
    }
}
