package org.videoaction.knime.learn;

import java.util.List;
import java.util.Optional;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.EnumChoicesProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.videoaction.knime.learn.OfPreset.OfNetwork;

/** How an X3D network is trained. */
final class X3dTraining extends TrainingParameters {

    @Widget(title = "Preset", description = PRESET)
    @ChoicesProvider(Presets.class)
    @ValueProvider(Shown.class)
    @ValueReference(OfPreset.Choice.class)
    @Layout(LearnerLayout.Presets.class)
    @Persist(configKey = "preset")
    @Migrate(loadDefaultIfAbsent = true)
    Preset preset = Preset.CUSTOM;

    @TextMessage(Note.class)
    @Layout(LearnerLayout.Presets.class)
    Void note;

    /** Those of X3D networks. */
    static final class Presets implements EnumChoicesProvider<Preset> {
        @Override
        public List<Preset> choices(NodeParametersInput input) {
            return List.of(Preset.CUSTOM, Preset.FEW_VIDEOS, Preset.FINE_TUNING, Preset.X3D_300);
        }
    }

    private static OfPreset<?>[] ofNetwork() {
        return new OfPreset<?>[] {new BaseWidth(), new WidthFactor(), new DepthFactor(), new BottleneckFactor()};
    }

    static final class Shown extends PresetState.Shown {
        Shown() {
            super(ofNetwork());
        }
    }

    static final class Note extends PresetState.Note {
        Note() {
            super(ofNetwork());
        }
    }

    static final class BaseWidth extends OfNetwork<Integer> {
        BaseWidth() {
            super("base width", width -> (int) (width / X3dLearnerParameters.WIDTH_FACTOR));
        }
    }

    static final class WidthFactor extends OfNetwork<Double> {
        WidthFactor() {
            super("width factor", width -> X3dLearnerParameters.WIDTH_FACTOR);
        }
    }

    static final class DepthFactor extends OfNetwork<Optional<Double>> {
        DepthFactor() {
            super("depth factor", width -> Optional.empty());
        }
    }

    static final class BottleneckFactor extends OfNetwork<Double> {
        BottleneckFactor() {
            super("bottleneck factor", width -> X3dLearnerParameters.BOTTLENECK_FACTOR);
        }
    }
}
