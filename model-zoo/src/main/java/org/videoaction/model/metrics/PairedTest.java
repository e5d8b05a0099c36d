package org.videoaction.model.metrics;

import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.videoaction.data.Progress;

/**
 * Two models on the same videos.
 *
 * @param both videos that both models recognized
 * @param first those that only the first one did
 * @param second those that only the second one did
 * @param neither those that none did
 * @param difference how much higher the first one's accuracy is, with 95% confidence
 */
public record PairedTest(int both, int first, int second, int neither, Interval difference) {

    /**
     * @param first for each video whether the first model was right
     * @param second the same of the second model
     * @throws CancellationException when {@code progress} says so
     */
    public static PairedTest of(boolean[] first, boolean[] second, Progress progress) {
        double[] differences = new double[first.length];
        int[] counts = new int[4];
        for (int i = 0; i < first.length; i++) {
            counts[(first[i] ? 0 : 2) + (second[i] ? 0 : 1)]++;
            differences[i] = (first[i] ? 1 : 0) - (second[i] ? 1 : 0);
        }
        return new PairedTest(counts[0], counts[1], counts[2], counts[3],
            Interval.of(first.length, progress, times -> Interval.mean(differences, times)));
    }

    public int videos() {
        return both + first + second + neither;
    }

    /**
     * How likely a difference as large as this is by chance between models that are equally good: the exact, two-sided test
     * of McNemar (1947), a fair coin for each video that only one of them recognized.
     */
    public double chance() {
        int thrown = first + second;
        int fewer = Math.min(first, second);
        double tail = IntStream.rangeClosed(0, fewer)
            .mapToDouble(heads -> Math.exp(logChoose(thrown, heads) - thrown * Math.log(2))).sum();
        return Math.min(1, 2 * tail);
    }

    private static double logChoose(int n, int k) {
        return IntStream.rangeClosed(1, k).mapToDouble(i -> Math.log(n - k + i) - Math.log(i)).sum();
    }
}
