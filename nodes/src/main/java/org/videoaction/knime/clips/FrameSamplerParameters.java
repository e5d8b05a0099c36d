package org.videoaction.knime.clips;

import java.util.Optional;
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
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.port.VideoModelPortObjectSpec;

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

    @Advanced
    @Widget(title = FastDecoding.TITLE, description = FastDecoding.DESCRIPTION)
    @Layout(VideoLayout.Reading.class)
    @Persist(configKey = "fast_decoding")
    @Migrate(loadDefaultIfAbsent = true)
    boolean fastDecoding;

    FrameSamplerParameters() {
    }

    FrameSamplerParameters(NodeParametersInput input) {
        clipsFor = ClipsFor.TRAINING;
        flip = true;
        keeping = Keeping.ON_DEMAND;
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        recipe(Optional.empty(), false);
    }

    /**
     * How videos become clips.
     *
     * @param model the model that the clips are for, which says what they are like
     * @param boxes whether they lie round key frames
     * @throws InvalidSettingsException when the settings do not go together
     */
    Recipe recipe(Optional<VideoModelPortObjectSpec> model, boolean boxes) throws InvalidSettingsException {
        if (clipsFor == ClipsFor.CUSTOM && rules == Rules.PYSLOWFAST && clipPlace != Place.RANDOM
            && clipPlace != Place.EVEN) {
            throw new InvalidSettingsException("Windows and segments are MMAction2's; by PySlowFast's convention "
                + "clips are random or uniform. Choose one of these as the clip placement, or MMAction2's convention.");
        }
        if (clipsFor == ClipsFor.TESTING && views == Views.WHOLE && (boxes || !isOnDemand())) {
            throw new InvalidSettingsException("Whole frames differ in size from video to video" + (boxes
                ? ", and key frames with boxes need one size. Choose other views."
                : ", so that their clips cannot be stored. "
                    + "Choose the clip storage \"On demand\", other views, or give the videos to the Action Predictor itself."));
        }
        try {
            Recipe recipe = clipsFor == ClipsFor.TESTING ? views.recipe(model.map(VideoModelPortObjectSpec::test)
                .orElseGet(this::test), VideoLimits.DEFAULT) : drawn(shape(model));
            return boxes ? with(roundBoxes(recipe.sampling(), shape(model)), recipe.resize())
                : with(recipe.sampling(), recipe.resize());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private ClipShape shape(Optional<VideoModelPortObjectSpec> model) {
        return model.map(this::shape).orElseGet(this::shape);
    }

    private Recipe drawn(ClipShape shape) {
        ClipSampling sampling = new ClipSampling(time(shape), space(shape, flip), colour(), boxJitter.orElse(0.0),
            augmentation());
        return with(sampling, resize());
    }

    private ClipSampling roundBoxes(ClipSampling sampling, ClipShape shape) {
        return new ClipSampling(roundKeyFrames(shape), sampling.space(), sampling.colour(), sampling.boxJitter(),
            sampling.augmentation());
    }

    private Recipe with(ClipSampling sampling, Resize resize) {
        return new Recipe(sampling, FastDecoding.of(fastDecoding, limits()), resize, frameNames(), seed);
    }

    boolean isOnDemand() {
        return clipsFor == ClipsFor.TRAINING || keeping == Keeping.ON_DEMAND;
    }
}
