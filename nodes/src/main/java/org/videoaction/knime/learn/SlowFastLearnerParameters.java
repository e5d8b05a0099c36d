package org.videoaction.knime.learn;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;

/** The settings of the SlowFast Learner. */
final class SlowFastLearnerParameters implements LearnerParameters {

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
        LINSPACE(FrameRule.LINSPACE),
        @Label(value = "Every alpha-th", description = "Every alpha-th frame of the clip, as MMAction2 does.")
        STRIDE(FrameRule.STRIDE);

        private final FrameRule m_rule;

        SlowFrames(final FrameRule rule) {
            m_rule = rule;
        }
    }

    @Widget(title = "Depth", description = "The residual network that both pathways are.")
    @ValueSwitchWidget
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "depth")
    Depth m_depth = Depth.R50;

    @Widget(title = "Alpha", description = """
            How many times more frames the Fast pathway sees than the Slow one. Clips of 32 frames give SlowFast 4x16 with
            alpha 8 and SlowFast 8x8 with alpha 4.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "alpha")
    int m_alpha = 8;

    @Widget(title = "1 / beta", description = "How many times fewer channels the Fast pathway has than the Slow one: 8 in the paper.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "inverse_beta")
    int m_inverseBeta = 8;

    @Widget(title = "Width", description = """
            The channels of the Slow pathway's first layer: 64 in the paper; 16 or 8 for small data and machines without
            a GPU. All other widths follow from it.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "width")
    int m_width = 64;

    @Widget(title = "Lateral kernel (frames)", description = "How many frames a lateral connection covers: 5 or 7, an odd number.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "lateral_kernel")
    int m_lateralKernel = 5;

    @Widget(title = "Lateral connections with batch normalization", description = """
            Whether a lateral convolution is followed by batch normalization and ReLU, as in PySlowFast, or by nothing, as
            in MMAction2.
            """)
    @Advanced
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "lateral_norm")
    boolean m_lateralNorm = true;

    @Widget(title = "Frames of the Slow pathway", description = "Which of the clip's frames the Slow pathway sees.")
    @ValueSwitchWidget
    @Advanced
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "slow_frames")
    SlowFrames m_slowFrames = SlowFrames.LINSPACE;

    @Persist(configKey = "training")
    TrainingParameters m_training = new TrainingParameters();

    @Override
    public TrainingParameters training() {
        return m_training;
    }

    @Override
    public Architecture architecture(final int classes) {
        return SlowFast.plain(m_depth.m_layers, m_alpha, m_inverseBeta, m_width,
            Lateral.convolution(m_lateralKernel, m_lateralNorm), m_slowFrames.m_rule,
            m_training.m_dropout, classes).with(m_training.m_loss.head(), classes);
    }
}
