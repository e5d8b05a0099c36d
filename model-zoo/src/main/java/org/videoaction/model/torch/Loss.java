package org.videoaction.model.torch;

import java.util.List;

/**
 * What training makes small.
 *
 * @param smoothing the share of a clip's probability that is spread evenly over all classes (Szegedy et al., "Rethinking
 *     the Inception Architecture", section 7), from 0 to below 1; for {@link Kind#CROSS_ENTROPY} alone
 * @param classWeights how much each class counts; empty where all count alike
 */
public record Loss(Kind kind, double smoothing, List<Double> classWeights) {

    /** The mean cross-entropy of clips of one class each. */
    public static final Loss CROSS_ENTROPY = new Loss(Kind.CROSS_ENTROPY, 0, List.of());

    /** The mean binary cross-entropy of clips of any number of classes each. */
    public static final Loss MULTI_LABEL = new Loss(Kind.BINARY_CROSS_ENTROPY, 0, List.of());

    /** How scores are compared with what is right. */
    public enum Kind {
        /** Softmax over classes, one of which is right. */
        CROSS_ENTROPY,
        /** A sigmoid for each class, any number of which are right. */
        BINARY_CROSS_ENTROPY
    }

    public Loss {
        classWeights = List.copyOf(classWeights);
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("Label smoothing is from 0 to below 1, not " + smoothing + ".");
        }
        if (smoothing > 0 && kind != Kind.CROSS_ENTROPY) {
            throw new IllegalArgumentException("Label smoothing is for clips of one class each.");
        }
        if (classWeights.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
            throw new IllegalArgumentException("Class weights are not negative; they are " + classWeights + ".");
        }
    }

    /** The same loss with classes that count differently. */
    public Loss weighted(List<Double> weights) {
        return new Loss(kind, smoothing, weights);
    }

    /** The loss of scores that say nothing. */
    public double ofGuessing(int classes) {
        return kind == Kind.CROSS_ENTROPY ? Math.log(classes) : Math.log(2);
    }
}
