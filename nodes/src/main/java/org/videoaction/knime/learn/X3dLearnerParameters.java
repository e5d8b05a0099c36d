package org.videoaction.knime.learn;

import java.util.Optional;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.X3d;

/** The settings of the X3D Learner. */
final class X3dLearnerParameters implements LearnerParameters {

    /** The paper's networks; XS, S and M differ in their clips alone. */
    enum Expansion {
        @Label(value = "X3D-XS", description = "For clips of 4 frames, stride 12 and 160 x 160 pixels.")
        XS(2.2),
        @Label(value = "X3D-S", description = "The network of X3D-XS, for clips of 13 frames, stride 6 and 160 x 160 pixels.")
        S(2.2),
        @Label(value = "X3D-M", description = "The network of X3D-XS, for clips of 16 frames, stride 5 and 224 x 224 pixels.")
        M(2.2),
        @Label(value = "X3D-L", description = "Twice as many blocks, for clips of 16 frames, stride 5 and 312 x 312 pixels.")
        L(5);

        private final double depth;

        Expansion(double depth) {
            this.depth = depth;
        }
    }

    /** A depth that is not the expansion's. */
    static final class Depth extends OptionalSetting.OfDouble {
        Depth() {
            super("depth_factor", 0, Expansion.M.depth);
        }
    }

    static final int BASE_WIDTH = 12;
    static final double WIDTH_FACTOR = 2;
    static final double BOTTLENECK_FACTOR = 2.25;

    @Widget(title = "Expansion", description = """
            How far the network is expanded, as the paper names it. Frames, stride and crop are those of the clips: choose them
            in the Frame Sampler.
            """)
    @ValueSwitchWidget
    @Layout(LearnerLayout.Network.class)
    @Persist(configKey = "expansion")
    Expansion expansion = Expansion.S;

    @Advanced
    @Widget(title = "Base width", description = """
            The channels of the first layer before their expansion: 12 in the paper; 8 or 4 for small data. All other widths
            follow from it, in multiples of 8.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(X3dTraining.BaseWidth.class)
    @ValueReference(X3dTraining.BaseWidth.class)
    @Persist(configKey = "base_width")
    int baseWidth = BASE_WIDTH;

    @Advanced
    @Widget(title = "Width factor", description = "How many times wider than the base width the network is: 2 in the paper.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(X3dTraining.WidthFactor.class)
    @ValueReference(X3dTraining.WidthFactor.class)
    @Persist(configKey = "width_factor")
    double widthFactor = WIDTH_FACTOR;

    @Advanced
    @Widget(title = "Depth factor", description = """
            How many times more blocks the four stages have than 1, 2, 5 and 3. Without it, that of the expansion: 2.2, or 5 of
            X3D-L.
            """)
    @OptionalWidget(defaultProvider = Depth.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(X3dTraining.DepthFactor.class)
    @ValueReference(X3dTraining.DepthFactor.class)
    @Persistor(Depth.class)
    Optional<Double> depthFactor = Optional.empty();

    @Advanced
    @Widget(title = "Bottleneck factor", description = """
            How many times more channels a block has within than between blocks: 2.25 in the paper.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(LearnerLayout.Network.class)
    @ValueProvider(X3dTraining.BottleneckFactor.class)
    @ValueReference(X3dTraining.BottleneckFactor.class)
    @Persist(configKey = "bottleneck_factor")
    double bottleneckFactor = BOTTLENECK_FACTOR;

    @Persist(configKey = "training")
    X3dTraining training = new X3dTraining();

    @Override
    public TrainingParameters training() {
        return training;
    }

    @Override
    public Architecture architecture(int classes) {
        return X3d.expanded(baseWidth, widthFactor, depthFactor.orElse(expansion.depth), bottleneckFactor, Head.AVERAGE,
            training.dropout, classes).with(training.loss.head(), classes);
    }
}
