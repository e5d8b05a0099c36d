package org.videoaction.model.scoring;

import java.util.concurrent.TimeUnit;

/**
 * How many clips are scored at once. Found while scoring, it starts at one and doubles as long as that makes clips
 * cheaper; where memory is too small it halves and stays.
 */
final class BatchSize {

    /** A larger batch has to be faster by at least this, for it needs more memory. */
    private static final double WORTH_IT = 0.95;
    /** The first run of each size rearranges weights and is not measured; of the others the best counts. */
    private static final int RUNS = 3;

    private final int largest;
    private int size;
    private int runs;
    private boolean growing;
    private double secondsPerClip = Double.POSITIVE_INFINITY;
    private double best = Double.POSITIVE_INFINITY;

    private BatchSize(int size, int largest) {
        this.size = size;
        this.largest = largest;
        this.growing = size < largest;
    }

    static BatchSize fixed(int size) {
        return new BatchSize(size, size);
    }

    /** @param largest is never exceeded */
    static BatchSize automatic(int largest) {
        return new BatchSize(1, largest);
    }

    int size() {
        return size;
    }

    /** Hears that so many clips were scored at once; fewer than {@link #size} say nothing about it. */
    void took(int clips, long nanos) {
        if (!growing || clips < size || ++runs == 1) {
            return;
        }
        best = Math.min(best, (double) nanos / TimeUnit.SECONDS.toNanos(1) / clips);
        if (runs < RUNS) {
            return;
        }
        if (best < WORTH_IT * secondsPerClip) {
            secondsPerClip = best;
            growing = 2 * size <= largest;
            size = growing ? 2 * size : size;
        } else {
            size /= 2;
            growing = false;
        }
        best = Double.POSITIVE_INFINITY;
        runs = 0;
    }

    /** Hears that memory was too small; gives false where a single clip was too much already. */
    boolean halve() {
        growing = false;
        if (size == 1) {
            return false;
        }
        size /= 2;
        return true;
    }
}
