package org.videoaction.knime.learn;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
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

        private final int layers;

        Depth(int layers) {
            this.layers = layers;
        }
    }

    /** Which frames the Slow pathway sees. */
    enum SlowFrames {
        @Label(value = "First to last", description = "Evenly from the clip's first to its last frame, as PySlowFast does.")
        LINSPACE(FrameRule.LINSPACE),
        @Label(value = "Every alpha-th", description = "Every alpha-th frame of the clip, as MMAction2 does.")
        STRIDE(FrameRule.STRIDE);

        private final FrameRule rule;

        SlowFrames(FrameRule rule) {
            this.rule = rule;
        }
    }

    @Widget(title = "Depth", description = "The residual network that both pathways are.")
    @ValueSwitchWidget
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "depth")
    Depth depth = Depth.R50;

    @Widget(title = "Alpha", description = """
            How many times more frames the Fast pathway sees than the Slow one. Clips of 32 frames give SlowFast 4x16 with
            alpha 8 and SlowFast 8x8 with alpha 4.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(SlowFastTraining.Alpha.class)
    @ValueReference(SlowFastTraining.Alpha.class)
    @Persist(configKey = "alpha")
    int alpha = 8;

    @Advanced
    @Widget(title = "1 / beta", description = "How many times fewer channels the Fast pathway has than the Slow one: 8 in the paper.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(SlowFastTraining.InverseBeta.class)
    @ValueReference(SlowFastTraining.InverseBeta.class)
    @Persist(configKey = "inverse_beta")
    int inverseBeta = 8;

    @Widget(title = "Width", description = """
            The channels of the Slow pathway's first layer: 64 in the paper; 16 or 8 for small data and machines without
            a GPU. All other widths follow from it.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(OfPreset.Width.class)
    @ValueReference(OfPreset.Width.class)
    @Persist(configKey = "width")
    int width = 64;

    @Widget(title = "Lateral kernel (frames)", description = "How many frames a lateral connection covers: 5 or 7, an odd number.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(SlowFastTraining.LateralKernel.class)
    @ValueReference(SlowFastTraining.LateralKernel.class)
    @Persist(configKey = "lateral_kernel")
    int lateralKernel = 5;

    @Widget(title = "Lateral connections with batch normalization", description = """
            Whether a lateral convolution is followed by batch normalization and ReLU, as in PySlowFast, or by nothing, as
            in MMAction2.
            """)
    @Advanced
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(SlowFastTraining.LateralNorm.class)
    @ValueReference(SlowFastTraining.LateralNorm.class)
    @Persist(configKey = "lateral_norm")
    boolean lateralNorm = true;

    @Widget(title = "Frames of the Slow pathway", description = "Which of the clip's frames the Slow pathway sees.")
    @ValueSwitchWidget
    @Advanced
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(SlowFastTraining.SlowFrames.class)
    @ValueReference(SlowFastTraining.SlowFrames.class)
    @Persist(configKey = "slow_frames")
    SlowFrames slowFrames = SlowFrames.LINSPACE;

    @Persist(configKey = "training")
    SlowFastTraining training = new SlowFastTraining();

    @Override
    public TrainingParameters training() {
        return training;
    }

    @Override
    public Architecture architecture(int classes) {
        return SlowFast.plain(depth.layers, alpha, inverseBeta, width,
            Lateral.convolution(lateralKernel, lateralNorm), slowFrames.rule,
            training.dropout, classes).with(training.loss.head(), classes);
    }
}
