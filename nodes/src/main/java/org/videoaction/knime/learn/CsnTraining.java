package org.videoaction.knime.learn;

import java.util.List;
import java.util.stream.Stream;
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

    private static List<OfPreset<?>> settings() {
        return Stream.concat(OfPreset.ofTraining().stream(), Stream.of(new OfPreset.Width(), new Epsilon())).toList();
    }

    static final class Shown extends PresetState.Shown {
        Shown() {
            super(settings());
        }
    }

    static final class Note extends PresetState.Note {
        Note() {
            super(settings());
        }
    }

    static final class Epsilon extends OfPreset<Double> {
        Epsilon() {
            super("epsilon of batch normalization", preset -> preset.width() == null ? null : CsnLearnerParameters.EPSILON);
        }
    }
}
