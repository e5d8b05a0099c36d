package org.videoaction.model.metrics;

import org.videoaction.model.tracking.TrackBox;

/**
 * An action in a part of a frame.
 *
 * @param frame names the frame, whatever its form
 * @param x1 the left edge, in the unit of all boxes
 * @param y1 the upper edge
 * @param label the index of the action's class
 * @param score how sure a network is of it; of no meaning for a true box
 */
public record ActionBox(String frame, double x1, double y1, double x2, double y2, int label, double score) {

    /** The area that both cover over the area that either covers, from 0 to 1. */
    double overlap(ActionBox other) {
        return box().overlap(other.box());
    }

    /** The same box with its edges in 32 bits. */
    ActionBox singlePrecision() {
        return new ActionBox(frame, (float) x1, (float) y1, (float) x2, (float) y2, label, score);
    }

    private TrackBox box() {
        return new TrackBox(x1, y1, x2, y2);
    }
}
