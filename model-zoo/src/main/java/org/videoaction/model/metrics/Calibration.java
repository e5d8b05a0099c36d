package org.videoaction.model.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far a model is as sure as it is right (Guo et al., On Calibration of Modern Neural Networks, 2017).
 *
 * @param bins of confidences, the lowest first; those without videos are left out
 * @param logLoss the mean of the negative logarithm of the true class's probability
 */
public record Calibration(List<Bin> bins, double logLoss) {

    /** So many bins of equal width, as in the paper. */
    private static final int BINS = 15;
    private static final double SMALLEST = 1e-12;

    /**
     * Videos of about the same confidence.
     *
     * @param videos how many
     * @param confidence the mean probability of the predicted class
     * @param accuracy the share of them that were right
     */
    public record Bin(int videos, double confidence, double accuracy) {}

    /**
     * @param truth for each video the index of its class
     * @param probabilities for each video one a class
     */
    public static Calibration of(int[] truth, List<double[]> probabilities) {
        int[] videos = new int[BINS];
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        double loss = 0;
        for (int i = 0; i < truth.length; i++) {
            double[] p = probabilities.get(i);
            int best = Accuracy.best(p);
            // (0, 1/15], (1/15, 2/15] and so on
            int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(p[best] * BINS) - 1));
            videos[bin]++;
            confidence[bin] += p[best];
            right[bin] += best == truth[i] ? 1 : 0;
            loss -= Math.log(Math.max(SMALLEST, p[truth[i]]));
        }
        List<Bin> bins = new ArrayList<>();
        IntStream.range(0, BINS).filter(b -> videos[b] > 0).forEach(
            b -> bins.add(new Bin(videos[b], confidence[b] / videos[b], right[b] / (double) videos[b])));
        return new Calibration(bins, loss / truth.length);
    }

    /** ECE, the expected calibration error: how far confidence and accuracy lie apart, on average over videos. */
    public double error() {
        double all = bins.stream().mapToInt(Bin::videos).sum();
        return bins.stream().mapToDouble(bin -> bin.videos() / all * Math.abs(bin.confidence() - bin.accuracy())).sum();
    }
}
