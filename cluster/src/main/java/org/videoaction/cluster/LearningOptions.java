package org.videoaction.cluster;

import java.io.Serializable;
import java.util.List;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LayerDecay;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Optimizer;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.Averaging;
import org.videoaction.model.training.ClassSampling;
import org.videoaction.model.training.FewVideos;
import org.videoaction.model.training.Mixing;
import picocli.CommandLine.Option;

/** The options that say by which rules weights move and what is done about few videos, beside those of a recipe. */
final class LearningOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The rule by which weights move. */
    enum Algorithm {
        SGD,
        ADAMW
    }

    /** What the model is. */
    enum Average {
        NONE,
        EMA,
        SWA
    }

    @Option(names = "--optimizer", defaultValue = "SGD", paramLabel = "RULE", description = "${COMPLETION-CANDIDATES}; AdamW needs a --rate, about 0.001")
    private Algorithm algorithm;

    @Option(names = "--weight-decay", paramLabel = "D", description = "instead of the recipe's; of AdamW, instead of 0.01")
    private Double weightDecay;

    @Option(names = "--largest-gradient", paramLabel = "NORM", description = "longer gradients are scaled down to it; instead of the recipe's")
    private Double largestNorm;

    @Option(names = "--layer-decay", paramLabel = "F", description = "each stage learns at so many times the rate of the one above it")
    private Double layerDecay;

    @Option(names = "--average", defaultValue = "NONE", paramLabel = "A", description = "${COMPLETION-CANDIDATES}: the model is an average of weights, over the last steps (EMA) or the ends of the last epochs (SWA)")
    private Average average;

    @Option(names = "--average-decay", defaultValue = "0.99", paramLabel = "D", description = "how much of an EMA each step keeps, after a warm-up")
    private double averageDecay;

    @Option(names = "--average-from", defaultValue = "0.75", paramLabel = "SHARE", description = "of the epochs after which an SWA begins")
    private double averageFrom;

    @Option(names = "--class-sampling", defaultValue = "OFF", paramLabel = "S", description = "${COMPLETION-CANDIDATES}: classes are drawn as often as they have clips, in proportion to the square root of that, or equally often")
    private ClassSampling sampling;

    @Option(names = "--class-beta", defaultValue = "0", paramLabel = "B", description = "classes weigh by the effective number of their clips; 0 for all alike")
    private double beta;

    @Option(names = "--focal", paramLabel = "GAMMA", description = "focal loss")
    private Double gamma;

    @Option(names = "--mixup", defaultValue = "0", paramLabel = "ALPHA", description = "mixes the clips of a partition's share in pairs; 0 for never")
    private double mixup;

    @Option(names = "--cutmix", defaultValue = "0", paramLabel = "ALPHA", description = "puts boxes of clips into others; 0 for never")
    private double cutmix;

    @Option(names = "--mixed", defaultValue = "1", paramLabel = "P", description = "the probability that a share is mixed at all")
    private double mixed;

    /** @param ofRecipe what is not said otherwise */
    Optimizer optimizer(Sgd ofRecipe) {
        double norm = largestNorm == null ? ofRecipe.largestNorm() : largestNorm;
        return algorithm == Algorithm.SGD
            ? new Sgd(ofRecipe.momentum(), ofRecipe.nesterov(), weightDecay == null ? ofRecipe.weightDecay() : weightDecay,
                ofRecipe.decayBatchNorm(), norm)
            : new AdamW(AdamW.TORCH.beta1(), AdamW.TORCH.beta2(), AdamW.TORCH.epsilon(),
                weightDecay == null ? AdamW.TORCH.weightDecay() : weightDecay, ofRecipe.decayBatchNorm(), norm);
    }

    Loss loss(double smoothing) {
        return new Loss(smoothing, List.of(), gamma == null ? null : new Loss.Focal(gamma, null));
    }

    Tuning tuning(Tuning ofRecipe) {
        return layerDecay == null ? ofRecipe : ofRecipe.with(new LayerDecay(layerDecay));
    }

    /** @param epochs all of them */
    Averaging averaging(int epochs) {
        if (!(averageFrom >= 0 && averageFrom < 1)) {
            throw new IllegalArgumentException("An average begins after a share of the epochs from 0 to below 1, not "
                + averageFrom + ".");
        }
        return switch (average) {
            case NONE -> new Averaging.None();
            case EMA -> new Averaging.Exponential(averageDecay, true);
            case SWA -> new Averaging.Equal((int) (averageFrom * epochs));
        };
    }

    FewVideos fewVideos() {
        return new FewVideos(sampling, beta, new Mixing(mixup, cutmix, mixed, Mixing.NONE.switching()));
    }
}
