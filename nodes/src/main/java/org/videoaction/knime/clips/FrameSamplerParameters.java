package org.videoaction.knime.clips;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.io.PathColumn;

/**
 * The settings of the Frame Sampler. Each part of the dialog is a class that the next one extends: the settings of all have
 * lain in one list since version 1.0.0, where KNIME keeps those of a nested group in a list of their own. A group with a
 * persistor could lie beside them too, but its dialog would take all of its settings for one as to flow variables.
 */
final class FrameSamplerParameters extends AugmentationParameters implements CompleteSettings {

    /** Whether clips lie in the file. */
    enum Keeping {
        @Label(value = "Decode once", description = """
                Each clip is decoded once and stored: for testing, and where a clip is read more often than it may differ.
                """)
        WRITTEN,
        @Label(value = "On demand", description = """
                Clips are decoded whenever they are read, and random ones are drawn anew in each epoch: for training.
                The videos have to stay where they are.
                """)
        ON_DEMAND
    }

    @Widget(title = "Clip storage", description = "Whether the clips themselves are stored or only how to make them.")
    @ValueSwitchWidget
    @Advanced
    @Effect(predicate = ClipsFor.IsTraining.class, type = EffectType.HIDE)
    @Layout(VideoLayout.Output.class)
    @Persist(configKey = "keeping")
    @Migrate(loadDefaultIfAbsent = true)
    Keeping keeping = Keeping.WRITTEN;

    FrameSamplerParameters() {
    }

    FrameSamplerParameters(NodeParametersInput input) {
        pathColumn = PathColumn.first(input, 0);
        clipsFor = ClipsFor.TRAINING;
        flip = true;
        keeping = Keeping.ON_DEMAND;
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (clipsFor == ClipsFor.CUSTOM && rules == Rules.PYSLOWFAST && clipPlace != Place.RANDOM
            && clipPlace != Place.EVEN) {
            throw new InvalidSettingsException("Windows and segments are MMAction2's; by PySlowFast's convention "
                + "clips are random or uniform. Choose one of these as the clip placement, or MMAction2's convention.");
        }
        try {
            recipe(shape(), false);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /**
     * How videos become clips.
     *
     * @param shape what the clips are like
     * @param boxes whether they lie round key frames
     */
    Recipe recipe(ClipShape shape, boolean boxes) {
        ClipSampling sampling = new ClipSampling(time(shape, boxes), space(shape, flip), colour(), movedBoxes());
        return new Recipe(sampling, limits(), resize(), frameNames(), seed);
    }

    boolean isOnDemand() {
        return clipsFor == ClipsFor.TRAINING || keeping == Keeping.ON_DEMAND;
    }
}
