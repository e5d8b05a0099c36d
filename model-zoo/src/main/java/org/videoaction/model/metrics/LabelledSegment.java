package org.videoaction.model.metrics;

/**
 * An action from when to when, true or detected.
 *
 * @param start seconds
 * @param end seconds
 * @param label the index of its class
 * @param score how sure a detector is; of no meaning for a true one
 */
public record LabelledSegment(String video, double start, double end, int label, double score) {

    /** The time that both cover over the time that either does, from 0 to 1; 0 where neither has a length. */
    public double overlap(LabelledSegment other) {
        double both = Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
        double either = (end - start) + (other.end - other.start) - both;
        return either > 0 ? both / either : 0;
    }
}
