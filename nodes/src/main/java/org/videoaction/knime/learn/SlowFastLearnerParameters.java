package org.videoaction.knime.learn;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.TrainingPlan;
import org.videoaction.model.training.WarmUpCosine;

/** The settings of the SlowFast Learner. */
final class SlowFastLearnerParameters implements NodeParameters {

    @Section(title = "Network")
    interface NetworkSection {
    }

    @Section(title = "Training")
    @After(NetworkSection.class)
    interface TrainingSection {
    }

    @Section(title = "Details")
    @Advanced
    @After(TrainingSection.class)
    interface Details {
    }

    /** Layers of the residual network that both pathways are. */
    enum Depth {
        @Label("ResNet-50")
        R50(50),
        @Label("ResNet-101")
        R101(101);

        private final int m_layers;

        Depth(final int layers) {
            m_layers = layers;
        }
    }

    /** Which frames the Slow pathway sees. */
    enum SlowFrames {
        @Label(value = "First to last", description = "Evenly from the clip's first to its last frame, as PySlowFast does.")
        LINSPACE,
        @Label(value = "Every alpha-th", description = "As MMAction2 does.")
        STRIDE
    }

    @Widget(title = "Depth", description = "The residual network that both pathways are.")
    @ValueSwitchWidget
    @Layout(NetworkSection.class)
    @Persist(configKey = "depth")
    Depth m_depth = Depth.R50;

    @Widget(title = "Alpha", description = """
            How many times more frames the Fast pathway sees than the Slow one. Clips of 32 frames give SlowFast 4x16 with
            alpha 8 and SlowFast 8x8 with alpha 4.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(NetworkSection.class)
    @Persist(configKey = "alpha")
    int m_alpha = 8;

    @Widget(title = "1 / beta", description = "How many times fewer channels the Fast pathway has than the Slow one: 8 in the paper.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(NetworkSection.class)
    @Persist(configKey = "inverse_beta")
    int m_inverseBeta = 8;

    @Widget(title = "Width", description = """
            The channels of the Slow pathway's first layer: 64 in the paper; 16 or 8 for small data and machines without
            a GPU. All other widths follow from it.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(NetworkSection.class)
    @Persist(configKey = "width")
    int m_width = 64;

    @Widget(title = "Epochs", description = "How often every clip is seen.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(TrainingSection.class)
    @Persist(configKey = "epochs")
    int m_epochs = 50;

    @Widget(title = "Batch size", description = "Clips a step.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(TrainingSection.class)
    @Persist(configKey = "batch_size")
    int m_batchSize = 8;

    @Widget(title = "Learning rate", description = """
            The rate from which the cosine schedule starts. The paper's 0.1 is for batches of 64: for smaller ones lower
            it in proportion.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(TrainingSection.class)
    @Persist(configKey = "learning_rate")
    double m_learningRate = 0.0125;

    @Widget(title = "Warm-up (epochs)", description = "The epochs during which the rate rises from a tenth to its place on the cosine.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(TrainingSection.class)
    @Persist(configKey = "warm_up_epochs")
    double m_warmUpEpochs = 5;

    @Widget(title = "Dropout", description = "The share of features left out before the classifier, from 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(TrainingSection.class)
    @Persist(configKey = "dropout")
    double m_dropout = 0.5;

    @Widget(title = "Seed", description = "The same seed, clips and number of threads give the same model.")
    @Layout(TrainingSection.class)
    @Persist(configKey = "seed")
    long m_seed = 1;

    @Widget(title = "Lateral kernel (frames)", description = "How many frames a lateral connection covers: 5 or 7.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Details.class)
    @Persist(configKey = "lateral_kernel")
    int m_lateralKernel = 5;

    @Widget(title = "Lateral connections with batch normalisation", description = """
            Whether a lateral convolution is followed by batch normalisation and ReLU, as in PySlowFast, or by nothing, as
            in MMAction2.
            """)
    @Layout(Details.class)
    @Persist(configKey = "lateral_norm")
    boolean m_lateralNorm = true;

    @Widget(title = "Frames of the Slow pathway", description = "Which of the clip's frames the Slow pathway sees.")
    @ValueSwitchWidget
    @Layout(Details.class)
    @Persist(configKey = "slow_frames")
    SlowFrames m_slowFrames = SlowFrames.LINSPACE;

    @Widget(title = "Momentum", description = "How much of the last step's direction is kept, from 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Details.class)
    @Persist(configKey = "momentum")
    double m_momentum = Sgd.PYSLOWFAST.momentum();

    @Widget(title = "Nesterov", description = "Nesterov's form of momentum.")
    @Layout(Details.class)
    @Persist(configKey = "nesterov")
    boolean m_nesterov = Sgd.PYSLOWFAST.nesterov();

    @Widget(title = "Weight decay", description = "The share of the weights that is subtracted, times the rate, at each step.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Details.class)
    @Persist(configKey = "weight_decay")
    double m_weightDecay = Sgd.PYSLOWFAST.weightDecay();

    @Widget(title = "Decay batch normalisation", description = "Whether weight decay also acts on batch normalisation, as in MMAction2.")
    @Layout(Details.class)
    @Persist(configKey = "decay_batch_norm")
    boolean m_decayBatchNorm = Sgd.PYSLOWFAST.decayBatchNorm();

    @Override
    public void validate() throws InvalidSettingsException {
        if (!(m_learningRate > 0 && Double.isFinite(m_learningRate))) {
            throw new InvalidSettingsException("The learning rate is larger than 0.");
        }
        if (!(m_momentum >= 0 && m_momentum < 1 && m_weightDecay >= 0)) {
            throw new InvalidSettingsException("Momentum is from 0 to below 1, weight decay not negative.");
        }
        if (!(m_warmUpEpochs >= 0 && m_warmUpEpochs < m_epochs)) {
            throw new InvalidSettingsException("The warm-up of " + m_warmUpEpochs + " epochs is not shorter than the "
                + m_epochs + " epochs of training.");
        }
        try {
            plan();
            architecture(1);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    SlowFast architecture(final int classes) {
        return SlowFast.plain(m_depth.m_layers, m_alpha, m_inverseBeta, m_width,
            Lateral.convolution(m_lateralKernel, m_lateralNorm), FrameRule.valueOf(m_slowFrames.name()), m_dropout,
            classes);
    }

    TrainingPlan plan() {
        return new TrainingPlan(m_epochs, m_batchSize,
            new WarmUpCosine(m_learningRate, m_learningRate / 10, m_warmUpEpochs, m_epochs),
            new Sgd(m_momentum, m_nesterov, m_weightDecay, m_decayBatchNorm), m_seed);
    }
}
