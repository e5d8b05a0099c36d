package org.videoaction.model.torch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.videoaction.model.network.Labels;

/**
 * What training makes small: the mean cross-entropy of clips of one class each, or where any number of classes hold the
 * mean binary cross-entropy over clips and classes.
 *
 * @param smoothing from 0 to below 1: of clips of one class each the share of the probability that is spread evenly over all
 *     classes (Szegedy et al., "Rethinking the Inception Architecture", section 7); of several labels the share that is
 *     spread evenly over yes and no, for each class
 * @param classWeights how much each class counts; empty where all count alike
 * @param focal how much less counts what is predicted well already; null for all alike
 */
public record Loss(double smoothing, List<Double> classWeights, @JsonInclude(JsonInclude.Include.NON_NULL) Focal focal) {

    /** All classes count alike, without smoothing. */
    public static final Loss PLAIN = new Loss(0, List.of());

    /** Keeps the slope of a power finite where the loss is 0. */
    private static final String SMALLEST = "9.9999999999999998e-13";
    /** Torch's numbers for the reductions of a loss. */
    private static final int EACH = 0;
    private static final int MEAN = 1;

    /**
     * Focal loss (Lin et al., "Focal Loss for Dense Object Detection", 2017): the cross-entropy c of each clip, or of each
     * class where several hold, times {@code (1 - exp(-c)) ^ gamma}. That is the paper's {@code (1 - p) ^ gamma} where p is
     * the probability of what is right. The mean is over clips, however they weigh.
     *
     * @param gamma not negative; 0 for cross-entropy
     * @param alpha the weight of a class that holds, 1 - alpha that of one that does not, only where several may hold; null
     *     for 1 and 1
     */
    public record Focal(double gamma, @JsonInclude(JsonInclude.Include.NON_NULL) Double alpha) {

        public Focal {
            if (!(gamma >= 0 && Double.isFinite(gamma))) {
                throw new IllegalArgumentException("The gamma of the focal loss is not negative, unlike " + gamma + ".");
            }
            if (alpha != null && !(alpha > 0 && alpha < 1)) {
                throw new IllegalArgumentException(
                    "The alpha of the focal loss lies between 0 and 1, unlike " + alpha + ".");
            }
        }
    }

    public Loss {
        classWeights = List.copyOf(classWeights);
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("Label smoothing is from 0 to below 1, not " + smoothing + ".");
        }
        if (classWeights.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
            throw new IllegalArgumentException("Class weights are not negative; they are " + classWeights + ".");
        }
    }

    /** What is predicted well counts as much as what is not. */
    public Loss(double smoothing, List<Double> classWeights) {
        this(smoothing, classWeights, null);
    }

    /** The same loss with classes that count differently. */
    public Loss weighted(List<Double> weights) {
        return new Loss(smoothing, weights, focal);
    }

    /** Whether the mean over a batch of one class a clip divides by the weights of the clips' classes, as torch does. */
    boolean dividesByWeights() {
        return !classWeights.isEmpty() && focal == null;
    }

    /** The statements in TorchScript that give the loss of {@code scores} and {@code targets}. */
    String statements(Labels labels) {
        String weights = classWeights.isEmpty() ? "None"
            : "torch.tensor(" + classWeights + ", dtype=6, device=ops.prim.device(scores))";
        if (focal == null) {
            return TorchScript.line("return " + crossEntropy(labels, weights, MEAN));
        }
        boolean sided = labels == Labels.SEVERAL && focal.alpha() != null;
        String weighted = crossEntropy(labels, weights, EACH);
        return TorchScript.line("cost = " + crossEntropy(labels, "None", EACH))
            + TorchScript
                .line("weighted = " + (sided ? "torch.mul(" + weighted + ", " + sides(focal.alpha()) + ")" : weighted))
            + TorchScript.line("missing = torch.clamp(torch.rsub(torch.exp(torch.neg(cost)), 1.), " + SMALLEST + ")")
            + TorchScript.line("return torch.mean(torch.mul(torch.pow(missing, " + focal.gamma() + "), weighted))");
    }

    private String crossEntropy(Labels labels, String weights, int reduction) {
        return labels == Labels.ONE
            ? "torch.cross_entropy_loss(scores, targets, " + weights + ", " + reduction + ", -100, " + smoothing + ")"
            : "torch.binary_cross_entropy_with_logits(scores, " + smoothed() + ", " + weights + ", None, " + reduction + ")";
    }

    private String smoothed() {
        return smoothing == 0 ? "targets" : scaled(1 - smoothing, smoothing / 2);
    }

    private static String sides(double alpha) {
        return scaled(2 * alpha - 1, 1 - alpha);
    }

    private static String scaled(double factor, double offset) {
        return "torch.add(torch.mul(targets, " + factor + "), " + offset + ")";
    }
}
