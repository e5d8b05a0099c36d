package org.videoaction.data.video;

/** Times as people expect to read them: whole microseconds, which no rounding of computers shows through. */
public final class Seconds {

    /** In a second. */
    static final double MICROS = 1e6;

    private Seconds() {
    }

    /** The nearest whole microsecond: 2 for 1.9999999999. */
    public static double rounded(double seconds) {
        return Math.rint(seconds * MICROS) / MICROS;
    }
}
