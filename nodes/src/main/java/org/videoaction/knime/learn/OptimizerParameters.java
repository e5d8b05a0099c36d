package org.videoaction.knime.learn;

import java.util.Optional;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.Bounds.BelowOne;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LayerDecay;
import org.videoaction.model.torch.Optimizer;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.Averaging;

/** The rule by which weights move, and what is averaged of them. */
final class OptimizerParameters implements NodeParameters {

    /** The rule. */
    enum Algorithm {
        @Label(value = "SGD", description = "Stochastic gradient descent with momentum, as in the papers of these networks.")
        SGD,
        @Label(value = "AdamW", description = """
                Steps as long as the rate, whatever the gradients, with decoupled weight decay. Needs a smaller learning rate,
                about 0.001.
                """)
        ADAMW
    }

    /** What the model is. */
    enum Average {
        @Label(value = "None", description = "The weights as they are.")
        NONE,
        @Label(value = "Exponential (EMA)", description = "An average over the last steps.")
        EMA,
        @Label(value = "Stochastic (SWA)", description = """
                The mean of the weights at the ends of the last epochs, with batch normalization's statistics renewed over the
                training clips.
                """)
        SWA
    }

    /** AdamW's settings show. */
    static final class IsAdamW extends IsOneOf<Algorithm> {
        IsAdamW() {
            super(OfPreset.Algorithm.class, Algorithm.ADAMW);
        }
    }

    /** EMA's settings show. */
    static final class IsExponential extends IsOneOf<Average> {
        IsExponential() {
            super(OfPreset.Average.class, Average.EMA);
        }
    }

    /** SWA's setting shows. */
    static final class IsStochastic extends IsOneOf<Average> {
        IsStochastic() {
            super(OfPreset.Average.class, Average.SWA);
        }
    }

    /** Rates that fall from the head down. */
    static final class LayerFactor extends OptionalSetting.OfDouble {
        LayerFactor() {
            super("layer_decay", 1, 0.75);
        }
    }

    @Widget(title = "Optimizer", description = "The rule by which gradients move the weights.")
    @ValueSwitchWidget
    @ValueProvider(OfPreset.Algorithm.class)
    @ValueReference(OfPreset.Algorithm.class)
    @Persist(configKey = "algorithm")
    Algorithm algorithm = Algorithm.SGD;

    @Widget(title = "Beta 1", description = "How much of the running mean of gradients each step keeps, from 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = IsAdamW.class, type = EffectType.SHOW)
    @Persist(configKey = "beta_1")
    double beta1 = AdamW.TORCH.beta1();

    @Widget(title = "Beta 2", description = "The same of the running mean of squared gradients.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = IsAdamW.class, type = EffectType.SHOW)
    @Persist(configKey = "beta_2")
    double beta2 = AdamW.TORCH.beta2();

    @Widget(title = "Epsilon", description = "What is added to the root of the latter.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsAdamW.class, type = EffectType.SHOW)
    @Persist(configKey = "epsilon")
    double epsilon = AdamW.TORCH.epsilon();

    @Widget(title = "Weight decay of AdamW", description = """
            The share of the weights that is subtracted, times the rate, at each step; not of biases and batch normalization,
            unless the latter decays.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsAdamW.class, type = EffectType.SHOW)
    @Persist(configKey = "adamw_weight_decay")
    double adamWDecay = AdamW.TORCH.weightDecay();

    @Widget(title = "Layer-wise rates (factor)", description = """
            For fine-tuning: each stage of the network learns at so many times the rate of the stage above it, the classifier at
            the whole rate, res5 at this factor, res4 at its square, down to the first convolution; above 0, to 1. Without it, all
            stages learn at one rate.
            """)
    @OptionalWidget(defaultProvider = LayerFactor.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = AtMostOne.class)
    @ValueProvider(OfPreset.LayerFactor.class)
    @ValueReference(OfPreset.LayerFactor.class)
    @Persistor(LayerFactor.class)
    Optional<Double> layerFactor = Optional.empty();

    @Widget(title = "Average of weights", description = """
            Whether the model is an average of weights along the way, which is then what is validated, kept and given out.
            """)
    @ValueSwitchWidget
    @ValueProvider(OfPreset.Average.class)
    @ValueReference(OfPreset.Average.class)
    @Persist(configKey = "average")
    Average average = Average.NONE;

    @Widget(title = "Decay of the average", description = """
            How much of the average each step keeps, from 0 to below 1: 0.99 averages over the last hundred steps, 0.999 over
            the last thousand.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = IsExponential.class, type = EffectType.SHOW)
    @Persist(configKey = "ema_decay")
    double emaDecay = 0.99;

    @Widget(title = "Warm-up of the average", description = """
            Whether the decay begins at 0 and rises, so that the first weights are soon forgotten, as in timm.
            """)
    @Effect(predicate = IsExponential.class, type = EffectType.SHOW)
    @Persist(configKey = "ema_warm_up")
    boolean emaWarmUp = true;

    @Widget(title = "Start of the average (share of epochs)", description = """
            After which share of the epochs the average begins, from 0 to below 1.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = IsStochastic.class, type = EffectType.SHOW)
    @Persist(configKey = "swa_start")
    double swaStart = 0.75;

    /** @param sgd what holds without AdamW; what decays and the limit of gradients hold with it too */
    Optimizer optimizer(Sgd sgd) {
        return algorithm == Algorithm.SGD ? sgd
            : new AdamW(beta1, beta2, epsilon, adamWDecay, sgd.decayBatchNorm(), sgd.largestNorm());
    }

    LayerDecay layerDecay() {
        return layerFactor.map(LayerDecay::new).orElse(LayerDecay.NONE);
    }

    Averaging averaging(int epochs) {
        return switch (average) {
            case NONE -> new Averaging.None();
            case EMA -> new Averaging.Exponential(emaDecay, emaWarmUp);
            case SWA -> new Averaging.Equal((int) (swaStart * epochs));
        };
    }
}
