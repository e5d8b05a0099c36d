package org.videoaction.knime.score;

import java.io.IOException;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.clips.FastDecoding;
import org.videoaction.knime.clips.Views;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.ScoresFolder;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScorer;

/** The settings of the Action Predictor. */
final class ActionPredictorParameters implements NodeParameters {

    @Section(title = "Videos")
    @Effect(predicate = TakesVideos.class, type = EffectType.SHOW)
    interface VideosSection {}

    @Section(title = "Predictions")
    @After(VideosSection.class)
    interface PredictionsSection {}

    @Section(title = "Explanation")
    @After(PredictionsSection.class)
    interface ExplanationSection {}

    @Section(title = "Computing")
    @Advanced
    @After(ExplanationSection.class)
    interface ComputingSection {}

    /** The second port carries a table of videos. */
    static final class TakesVideos implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getConstant(input -> PathColumn.isTable(input, VIDEOS_PORT));
        }
    }

    /** How the views of a video are put together. */
    enum Averaging {
        @Label(value = "Automatic", description = "As the model was tested: mostly the mean of probabilities.")
        AUTOMATIC(null),
        @Label(value = "Mean probability", description = "The mean of the views' class probabilities.")
        PROBABILITIES(ViewRule.PROBABILITIES),
        @Label(value = "Mean score", description = "The probabilities of the mean of the views' scores before the softmax.")
        SCORES(ViewRule.SCORES),
        @Label(value = "Maximum", description = "Each class's largest probability among the views.")
        LARGEST(ViewRule.LARGEST);

        private final ViewRule rule;

        Averaging(ViewRule rule) {
            this.rule = rule;
        }
    }

    private static final int VIDEOS_PORT = 1;

    @Widget(title = "Path column", description = """
            The column with the paths of the videos. By itself it is the column Path, or the first with paths.
            """)
    @ChoicesProvider(PathColumn.ChoiceOfSecondInput.class)
    @Layout(VideosSection.class)
    @Persist(configKey = "path_column")
    @Migrate(loadDefaultIfAbsent = true)
    String pathColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Views per video", description = """
            How many clips are taken of each video, and how many crops of each clip. Length, stride, size and place of them
            follow from the model.
            """)
    @ValueSwitchWidget
    @Layout(VideosSection.class)
    @Persist(configKey = "views_per_video")
    @Migrate(loadDefaultIfAbsent = true)
    Views views = Views.ALL;

    @Advanced
    @Widget(title = FastDecoding.TITLE, description = FastDecoding.DESCRIPTION)
    @Layout(VideosSection.class)
    @Persist(configKey = "fast_decoding")
    @Migrate(loadDefaultIfAbsent = true)
    boolean fastDecoding;

    @Widget(title = "Batch size (clips)", description = """
            How many clips are scored together; fewer need less memory. Without it, as many as are worth it for the network
            and the size of the clips, which is always the same number. Where memory is too small it is halved.
            """)
    @OptionalWidget(defaultProvider = BatchSize.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ComputingSection.class)
    @Persistor(BatchSize.class)
    Optional<Integer> batchSize = Optional.empty();

    @Widget(title = "Combine clips by", description = "How the views of a video (clips x crops) are put together.")
    @ValueSwitchWidget
    @Layout(PredictionsSection.class)
    @Persist(configKey = "averaging")
    @Migrate(loadDefaultIfAbsent = true)
    Averaging averaging = Averaging.AUTOMATIC;

    @Widget(title = "Top-k", description = "How many of the most probable classes are given, each with its probability.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(PredictionsSection.class)
    @Persist(configKey = "top_k")
    @Migrate(loadDefaultIfAbsent = true)
    int topK = 1;

    @Widget(title = "Probabilities of all classes", description = "Appends one column per class with its probability; the Action Scorer needs them.")
    @Layout(PredictionsSection.class)
    @Persist(configKey = "all_probabilities")
    @Migrate(loadDefaultIfAbsent = true)
    boolean allProbabilities = true;

    @Widget(title = "Output clip predictions", description = "Fills the second output with one row per view: where it lies in its video, and its probabilities.")
    @Layout(PredictionsSection.class)
    @Persist(configKey = "clip_rows")
    @Migrate(loadDefaultIfAbsent = true)
    boolean clipRows;

    @Widget(title = "Output feature vectors", description = """
            Appends a list of numbers, what the classifier takes, averaged over the views: for clustering, nearest neighbors
            and KNIME's own learners. KNIME's Split Collection Column makes one column per number of it.
            """)
    @Layout(PredictionsSection.class)
    @Persist(configKey = "features")
    @Migrate(loadDefaultIfAbsent = true)
    boolean features;

    @Layout(ExplanationSection.class)
    @Persist(configKey = "explanation")
    @Migrate(loadDefaultIfAbsent = true)
    ExplanationParameters explanation = new ExplanationParameters();

    @Widget(title = "Videos to explain", description = """
            For how many videos the column Evidence is filled, as it takes time: wrongly recognized ones first where classes
            are known, else the first ones.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ExplanationParameters.Wanted.class, type = EffectType.SHOW)
    @Layout(ExplanationSection.class)
    @Persist(configKey = "explained_videos")
    @Migrate(loadDefaultIfAbsent = true)
    int explainedVideos = 20;

    @Layout(ComputingSection.class)
    @Persistor(ScoresFolder.Persistence.class)
    @Migrate(loadDefaultIfAbsent = true)
    ScoresFolder outputFolder = new ScoresFolder();

    @Layout(ComputingSection.class)
    @Persist(configKey = "computing")
    @Migrate(loadDefaultIfAbsent = true)
    DeviceParameters computing = new DeviceParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        outputFolder.validate();
    }

    /** How the videos of a table become the model's clips. */
    Recipe recipe(TestProtocol test) {
        return views.recipe(test, FastDecoding.of(fastDecoding, VideoLimits.DEFAULT));
    }

    /** How videos are scored. */
    ScoringSettings settings() throws InvalidSettingsException, IOException {
        return new ScoringSettings(batchSize.orElse(VideoScorer.AUTOMATIC), Optional.ofNullable(averaging.rule),
            computing.device(), features, clipRows, outputFolder.path());
    }

    /** The columns of a video's row. */
    Predictions predictions() {
        return new Predictions(topK, allProbabilities, features);
    }
}
