package org.videoaction.knime.learn;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.Bounds.BelowOne;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Labels;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.training.ClassSampling;
import org.videoaction.model.training.FewVideos;
import org.videoaction.model.training.Mixing;

/** What training does about few videos and unequal classes. Everything is off at first. */
final class FewVideosParameters implements NodeParameters {

    /** How often classes are drawn. */
    enum Sampling {
        @Label(value = "As they are", description = "Every clip is drawn once.")
        OFF,
        @Label(value = "Square root", description = "In proportion to the square root of their clips.")
        SQUARE_ROOT,
        @Label(value = "Equal", description = "Every class equally often.")
        EQUAL
    }

    /** Weights by effective number. */
    static final class Beta extends OptionalSetting.OfDouble {
        Beta() {
            super("effective_number_beta", 0, 0.99);
        }
    }

    /** Focal loss. */
    static final class Gamma extends OptionalSetting.OfDouble {
        Gamma() {
            super("focal_gamma", 0, 2);
        }
    }

    /** Focal loss of several labels. */
    static final class Alpha extends OptionalSetting.OfDouble {
        Alpha() {
            super("focal_alpha", 0, 0.25);
        }
    }

    /** Clips that are added up. */
    static final class Mixup extends OptionalSetting.OfDouble {
        Mixup() {
            super("mixup_alpha", 0, 0.8);
        }
    }

    /** Clips with a part of others. */
    static final class Cutmix extends OptionalSetting.OfDouble {
        Cutmix() {
            super("cutmix_alpha", 0, 1);
        }
    }

    @Widget(title = "Drawing of classes", description = """
            How often the clips of each class are drawn in an epoch, which has as many clips as without. All clips of a class
            are drawn before one is drawn again; clips on demand are then sampled anew. A clip of several classes counts as
            one of its rarest class.
            """)
    @ValueSwitchWidget
    @Persist(configKey = "class_sampling")
    Sampling sampling = Sampling.OFF;

    @Widget(title = "Class weights by effective number (beta)", description = """
            Weighs each class by (1 - beta) / (1 - beta^n) for its n clips (Cui et al., 2019): with 0.9 classes of more than
            some ten clips weigh alike, with 0.99 of more than some hundred; the nearer to 1, the nearer to the weights of
            "Balanced", which must not be chosen too.
            """)
    @OptionalWidget(defaultProvider = Beta.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    @Persistor(Beta.class)
    Optional<Double> beta = Optional.empty();

    @Widget(title = "Focal loss (gamma)", description = """
            Lets clips count the less the better they are predicted: by (1 - p)^gamma for a probability p of what is right
            (Lin et al., 2017). The paper has 2.
            """)
    @OptionalWidget(defaultProvider = Gamma.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Persistor(Gamma.class)
    Optional<Double> gamma = Optional.empty();

    @Widget(title = "Focal loss of multiple labels (alpha)", description = """
            For multiple labels and boxes: the weight of classes that hold, while those that do not weigh 1 - alpha. The
            paper has 0.25 beside a gamma of 2. For one class a clip take class weights.
            """)
    @OptionalWidget(defaultProvider = Alpha.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    @Persistor(Alpha.class)
    Optional<Double> alpha = Optional.empty();

    @Widget(title = "Mixup (alpha)", description = """
            Mixes each clip of a batch with another one, as two pictures shown through each other, and their classes by the
            same share, which is drawn from a beta distribution of alpha and alpha (Zhang et al., 2018). PySlowFast has 0.8,
            with a label smoothing of 0.1. Not for boxes. The history's accuracy counts the class of the larger share.
            Clips are mixed in the learner, whose view shows some; contact sheets show them before that.
            """)
    @OptionalWidget(defaultProvider = Mixup.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Persistor(Mixup.class)
    Optional<Double> mixup = Optional.empty();

    @Widget(title = "CutMix (alpha)", description = """
            Puts a part of another clip into each clip of a batch, the same box in all frames, and mixes their classes by the
            box's share of a frame (Yun et al., 2019). PySlowFast has 1. Not for boxes. Contact sheets show clips before that.
            """)
    @OptionalWidget(defaultProvider = Cutmix.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Persistor(Cutmix.class)
    Optional<Double> cutmix = Optional.empty();

    @Widget(title = "Mixing probability", description = "The share of the batches whose clips are mixed, where mixup or CutMix is on.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Persist(configKey = "mixing_probability")
    double probability = Mixing.NONE.probability();

    @Widget(title = "CutMix instead of mixup", description = "The share of the mixed batches that CutMix mixes, where both are on.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Persist(configKey = "cutmix_probability")
    double switching = Mixing.NONE.switching();

    FewVideos fewVideos() {
        return new FewVideos(ClassSampling.valueOf(sampling.name()), beta.orElse(0.0),
            new Mixing(mixup.orElse(0.0), cutmix.orElse(0.0), probability, switching));
    }

    /** What is well predicted counts less; null where it does not. */
    Loss.Focal focal() {
        return gamma.isEmpty() && alpha.isEmpty() ? null : new Loss.Focal(gamma.orElse(0.0), alpha.orElse(null));
    }

    /** @throws InvalidSettingsException when the settings do not go with what a network ends with */
    void check(Head head) throws InvalidSettingsException {
        if (head.detects() && (mixup.isPresent() || cutmix.isPresent())) {
            throw new InvalidSettingsException("Clips with boxes cannot be mixed. Switch mixup and CutMix off.");
        }
        if (alpha.isPresent() && head.labels() == Labels.ONE) {
            throw new InvalidSettingsException(
                "The alpha of the focal loss is for multiple labels and boxes; for clips of one "
                    + "class choose class weights instead.");
        }
    }
}
