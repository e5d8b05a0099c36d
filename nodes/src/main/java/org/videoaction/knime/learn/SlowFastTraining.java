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
import org.videoaction.knime.learn.OfPreset.OfPathways;

/** How a SlowFast network is trained. */
final class SlowFastTraining extends TrainingParameters {

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

    /** Those of SlowFast networks. */
    static final class Presets implements EnumChoicesProvider<Preset> {
        @Override
        public List<Preset> choices(NodeParametersInput input) {
            return List.of(Preset.CUSTOM, Preset.FEW_VIDEOS, Preset.FINE_TUNING, Preset.SLOWFAST_196,
                Preset.SLOWFAST_8X8_196, Preset.SLOWFAST_STEPS_239, Preset.SLOWFAST_MULTIGRID_239,
                Preset.MMACTION2_SLOWFAST_256, Preset.MMACTION2_SLOWFAST_8X8_256);
        }
    }

    private static OfPreset<?>[] ofNetwork() {
        return new OfPreset<?>[] {new Alpha(), new InverseBeta(), new OfPreset.Width(), new LateralKernel(),
            new LateralNorm(), new SlowFrames()};
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

    static final class Alpha extends OfPathways<Integer> {
        Alpha() {
            super("alpha", Pathways::alpha);
        }
    }

    static final class InverseBeta extends OfPathways<Integer> {
        InverseBeta() {
            super("1 / beta", Pathways::inverseBeta);
        }
    }

    static final class LateralKernel extends OfPathways<Integer> {
        LateralKernel() {
            super("lateral kernel", Pathways::lateralKernel);
        }
    }

    static final class LateralNorm extends OfPathways<Boolean> {
        LateralNorm() {
            super("lateral connections with batch normalization", Pathways::lateralNorm);
        }
    }

    static final class SlowFrames extends OfPathways<SlowFastLearnerParameters.SlowFrames> {
        SlowFrames() {
            super("frames of the Slow pathway", Pathways::slowFrames);
        }
    }
}
