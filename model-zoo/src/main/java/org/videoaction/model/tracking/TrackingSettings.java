package org.videoaction.model.tracking;

/**
 * How boxes become persons.
 *
 * @param sure the least score of boxes that make a new person, from 0 to 1
 * @param weak the least score of boxes that only go on with a person, at most {@code sure}
 * @param patience seconds after which a person that is not seen is gone, from 0
 */
public record TrackingSettings(double sure, double weak, double patience) {

    /** ByteTrack's scores, and two seconds. */
    public static final TrackingSettings DEFAULT = new TrackingSettings(0.5, 0.1, 2);

    public TrackingSettings {
        if (!(weak >= 0 && weak <= sure && sure <= 1)) {
            throw new IllegalArgumentException("Scores are from 0 to 1, and weak boxes have no higher one than sure boxes; "
                + "the limits are " + weak + " and " + sure + ".");
        }
        if (!(patience >= 0) || Double.isInfinite(patience)) {
            throw new IllegalArgumentException("A person is gone after a number of seconds, not " + patience + ".");
        }
    }
}
