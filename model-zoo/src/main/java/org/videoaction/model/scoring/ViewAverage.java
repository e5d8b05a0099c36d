package org.videoaction.model.scoring;

import java.util.stream.DoubleStream;
import org.videoaction.model.network.Labels;
import org.videoaction.model.saved.ViewRule;

/** The class probabilities of one video, put together from those of its views, which come one after the other. */
public final class ViewAverage {

    /** Where a probability cannot be told from 0 or 1 its score has no end. */
    private static final double SMALLEST = Float.MIN_VALUE;
    private static final double LARGEST = 1 - 0x1p-25;

    private final ViewRule rule;
    private final Labels labels;
    private final double[] values;
    private int views;

    public ViewAverage(ViewRule rule, Labels labels, int classes) {
        this.rule = rule;
        this.labels = labels;
        this.values = new double[classes];
    }

    /** The plain mean of as many numbers a view. */
    static ViewAverage mean(int numbers) {
        return new ViewAverage(ViewRule.PROBABILITIES, Labels.SEVERAL, numbers);
    }

    /** Takes a view in. */
    public void add(float[] probabilities) {
        for (int c = 0; c < values.length; c++) {
            double p = probabilities[c];
            values[c] = switch (rule) {
                case PROBABILITIES -> values[c] + p;
                case SCORES -> values[c] + score(p);
                case LARGEST -> Math.max(values[c], p);
            };
        }
        views++;
    }

    /** A score of the probability; softmax takes any constant more or less, so that each view's logarithms will do. */
    private double score(double probability) {
        double p = Math.max(SMALLEST, probability);
        return labels == Labels.ONE ? Math.log(p) : Math.log(Math.min(LARGEST, p) / (1 - Math.min(LARGEST, p)));
    }

    /** How many views were taken in. */
    public int views() {
        return views;
    }

    /** What the views so far say together, a probability a class. */
    public float[] probabilities() {
        double[] mean = DoubleStream.of(values).map(value -> rule == ViewRule.LARGEST ? value : value / views).toArray();
        double[] result = rule != ViewRule.SCORES ? mean : labels == Labels.ONE ? softmax(mean)
            : DoubleStream.of(mean).map(score -> 1 / (1 + Math.exp(-score))).toArray();
        float[] probabilities = new float[result.length];
        for (int c = 0; c < result.length; c++) {
            probabilities[c] = (float) result[c];
        }
        return probabilities;
    }

    private static double[] softmax(double[] scores) {
        double largest = DoubleStream.of(scores).max().orElse(0);
        double[] powers = DoubleStream.of(scores).map(score -> Math.exp(score - largest)).toArray();
        double sum = DoubleStream.of(powers).sum();
        return DoubleStream.of(powers).map(power -> power / sum).toArray();
    }
}
