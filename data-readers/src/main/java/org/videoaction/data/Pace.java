package org.videoaction.data;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Counts the units of a long piece of work and words its progress with a rate and the time left. */
public final class Pace {

    private final String unit;
    private long total;
    private final LongSupplier nanoClock;
    private final long start;

    /** @param unit the plural of what is counted, such as "videos" */
    public Pace(String unit, long total) {
        this(unit, total, System::nanoTime);
    }

    Pace(String unit, long total, LongSupplier nanoClock) {
        this.unit = unit;
        this.total = total;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /** So many need not be done after all. */
    public void drop(long units) {
        total -= units;
    }

    /** The share that is done, from 0 to 1. */
    public double fraction(long done) {
        return total == 0 ? 1 : Math.min(1, (double) done / total);
    }

    /** For example "120 of 480 videos, 31.5/s, 0:11 left". */
    public String message(long done) {
        double seconds = (nanoClock.getAsLong() - start) / 1e9;
        if (done == 0 || seconds <= 0) {
            return String.format(Locale.ROOT, "%d of %d %s", done, total, unit);
        }
        double rate = done / seconds;
        return String.format(Locale.ROOT, "%d of %d %s, %s/s, %s left", done, total, unit,
            rate < 10 ? String.format(Locale.ROOT, "%.2f", rate) : String.format(Locale.ROOT, "%.1f", rate),
            clock((total - done) / rate));
    }

    /** Seconds as h:mm:ss, or m:ss below an hour. */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
            ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
            : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
