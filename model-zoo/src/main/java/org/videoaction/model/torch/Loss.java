package org.videoaction.model.torch;

import java.util.List;
import org.videoaction.model.network.Labels;

/**
 * What training makes small: the mean cross-entropy of clips of one class each, or where any number of classes hold the
 * mean binary cross-entropy over clips and classes.
 *
 * @param smoothing the share of a clip's probability that is spread evenly over all classes (Szegedy et al., "Rethinking
 *     the Inception Architecture", section 7), from 0 to below 1; only for clips of one class each
 * @param classWeights how much each class counts; empty where all count alike
 */
public record Loss(double smoothing, List<Double> classWeights) {

    /** All classes count alike, without smoothing. */
    public static final Loss PLAIN = new Loss(0, List.of());

    public Loss {
        classWeights = List.copyOf(classWeights);
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("Label smoothing is from 0 to below 1, not " + smoothing + ".");
        }
        if (classWeights.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
            throw new IllegalArgumentException("Class weights are not negative; they are " + classWeights + ".");
        }
    }

    /** The same loss with classes that count differently. */
    public Loss weighted(List<Double> weights) {
        return new Loss(smoothing, weights);
    }

    /** The expression in TorchScript for {@code scores} and {@code targets}. */
    String expression(Labels labels) {
        String weights = classWeights.isEmpty() ? "None"
            : "torch.tensor(" + classWeights + ", dtype=6, device=ops.prim.device(scores))";
        if (labels == Labels.ONE) {
            return "torch.cross_entropy_loss(scores, targets, " + weights + ", 1, -100, " + smoothing + ")";
        }
        if (smoothing > 0) {
            throw new IllegalArgumentException("Label smoothing is for clips of one class each.");
        }
        return "torch.binary_cross_entropy_with_logits(scores, targets, " + weights + ", None, 1)";
    }
}
