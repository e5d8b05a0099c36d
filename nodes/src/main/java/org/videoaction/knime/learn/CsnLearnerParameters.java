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
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ChannelSeparated;

/** The settings of the CSN Learner. */
final class CsnLearnerParameters implements LearnerParameters {

    /** The two forms of the paper. */
    enum Interaction {
        @Label(value = "ir-CSN", description = "Depthwise convolutions only: fewer computations.")
        REDUCED(ChannelSeparated.Interaction.REDUCED),
        @Label(value = "ip-CSN", description = "A 1 x 1 x 1 convolution before each depthwise one keeps the channels' interaction.")
        PRESERVED(ChannelSeparated.Interaction.PRESERVED);

        private final ChannelSeparated.Interaction ofNetwork;

        Interaction(ChannelSeparated.Interaction ofNetwork) {
            this.ofNetwork = ofNetwork;
        }
    }

    /** Layers of the residual network. */
    enum Depth {
        @Label("50")
        D50(50),
        @Label("101")
        D101(101),
        @Label("152")
        D152(152);

        private final int layers;

        Depth(int layers) {
            this.layers = layers;
        }
    }

    /** Of VMZ and MMAction2. */
    static final double EPSILON = 1e-3;

    @Widget(title = "Form", description = "Whether channels interact in the middle of a block.")
    @ValueSwitchWidget
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "interaction")
    Interaction interaction = Interaction.REDUCED;

    @Widget(title = "Depth", description = "How many layers the residual network has.")
    @ValueSwitchWidget
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "depth")
    Depth depth = Depth.D50;

    @Widget(title = "Width", description = """
            The channels of the first layer: 64 in the paper; 16 or 8 for small data and machines without a GPU. All other
            widths follow from it.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(OfPreset.Width.class)
    @ValueReference(OfPreset.Width.class)
    @Persist(configKey = "width")
    int width = 64;

    @Advanced
    @Widget(title = "Epsilon of batch normalization", description = "1e-3 in VMZ and MMAction2, 1e-5 in PyTorchVideo.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(CsnTraining.Epsilon.class)
    @ValueReference(CsnTraining.Epsilon.class)
    @Persist(configKey = "epsilon")
    double epsilon = EPSILON;

    @Persist(configKey = "training")
    CsnTraining training = new CsnTraining();

    @Override
    public TrainingParameters training() {
        return training;
    }

    @Override
    public Architecture architecture(int classes) {
        return new ChannelSeparated(interaction.ofNetwork, depth.layers, width,
            epsilon, training.dropout, classes).with(training.loss.head(), classes);
    }
}
