package org.videoaction.knime.learn;

import java.util.List;
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

/** How a channel-separated network is trained. */
final class CsnTraining extends TrainingParameters {

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

    /** Those of channel-separated networks. */
    static final class Presets implements EnumChoicesProvider<Preset> {
        @Override
        public List<Preset> choices(NodeParametersInput input) {
            return List.of(Preset.CUSTOM, Preset.FEW_VIDEOS, Preset.FINE_TUNING, Preset.CSN_58, Preset.CSN_180);
        }
    }

    private static OfPreset<?>[] ofNetwork() {
        return new OfPreset<?>[] {new OfPreset.Width(), new Epsilon()};
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

    static final class Epsilon extends OfNetwork<Double> {
        Epsilon() {
            super("epsilon of batch normalization", width -> CsnLearnerParameters.EPSILON);
        }
    }
}
