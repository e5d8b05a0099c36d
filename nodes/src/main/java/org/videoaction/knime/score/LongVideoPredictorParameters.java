package org.videoaction.knime.score;

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
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.clips.FastDecoding;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.SegmentRules;
import org.videoaction.model.scoring.VideoScorer;

/** The settings of the Long Video Predictor. */
final class LongVideoPredictorParameters implements NodeParameters {

    @Section(title = "Videos")
    interface Videos {}

    @Section(title = "Windows")
    @After(Videos.class)
    interface Windows {}

    @Section(title = "Segments")
    @After(Windows.class)
    interface Segments {}

    @Section(title = "Computing")
    @Advanced
    @After(Segments.class)
    interface Computing {}

    @Widget(title = "Path column", description = """
            The column with the paths of the videos. By itself it is the column Path, or the first with paths.
            """)
    @ChoicesProvider(PathColumn.ChoiceOfSecondInput.class)
    @Layout(Videos.class)
    @Persist(configKey = "path_column")
    String pathColumn = ColumnChoice.AUTOMATIC;

    @Advanced
    @Widget(title = FastDecoding.TITLE, description = FastDecoding.DESCRIPTION)
    @Layout(Videos.class)
    @Persist(configKey = "fast_decoding")
    @Migrate(loadDefaultIfAbsent = true)
    boolean fastDecoding;

    @Widget(title = "Window stride (seconds)", description = """
            The distance from one window to the next; a window is as long as the model's clips. Smaller distances find the
            borders of actions more exactly and take longer.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Windows.class)
    @Persist(configKey = "step_seconds")
    double stepSeconds = 1;

    @Widget(title = BackgroundClass.TITLE, description = """
            The class of the stretches in which nothing happens, if the model has learned one: it is never given out as a
            segment.
            """)
    @OptionalWidget(defaultProvider = BackgroundClass.class)
    @Layout(Segments.class)
    @Persistor(BackgroundClass.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<String> backgroundClass = Optional.empty();

    @Advanced
    @Widget(title = "Least confidence", description = """
            Where the most probable class of a window has a smaller probability, nothing happens. 0 believes every window.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(Segments.class)
    @Persist(configKey = "least_confidence")
    @Migrate(loadDefaultIfAbsent = true)
    double leastConfidence;

    @Advanced
    @Widget(title = "Largest gap (seconds)", description = """
            Two segments of one class between which nothing happens for no longer than that become one.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Segments.class)
    @Persist(configKey = "largest_gap")
    @Migrate(loadDefaultIfAbsent = true)
    double largestGap;

    @Advanced
    @Widget(title = "Shortest segment (seconds)", description = "Segments that are shorter are left out.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Segments.class)
    @Persist(configKey = "shortest_segment")
    @Migrate(loadDefaultIfAbsent = true)
    double shortestSegment;

    @Widget(title = "Batch size (windows)", description = """
            How many windows are scored together. Without it, as many as are worth it for the network and the windows.
            Where memory is too small it is halved.
            """)
    @OptionalWidget(defaultProvider = BatchSize.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Computing.class)
    @Persistor(BatchSize.class)
    Optional<Integer> batchSize = Optional.empty();

    @Layout(Computing.class)
    @Persist(configKey = "computing")
    @Migrate(loadDefaultIfAbsent = true)
    DeviceParameters computing = new DeviceParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    VideoLimits limits() {
        return FastDecoding.of(fastDecoding, VideoLimits.DEFAULT);
    }

    /**
     * Which windows become segments.
     *
     * @param classes the model's; none where they are not known yet
     * @throws InvalidSettingsException when the background is none of them
     */
    SegmentRules rules(Classes classes) throws InvalidSettingsException {
        if (backgroundClass.isPresent() && !classes.isEmpty() && !classes.contains(backgroundClass.get())) {
            throw new InvalidSettingsException("The model has no class " + backgroundClass.get()
                + " to be the background. It knows " + String.join(", ", classes.names())
                + ". Train it with background, or leave the background class out.");
        }
        return new SegmentRules(leastConfidence, largestGap, shortestSegment,
            backgroundClass.filter(classes::contains).map(classes::index).orElse(SegmentRules.NO_BACKGROUND));
    }

    /** How windows are scored. */
    ScoringSettings settings() {
        return ScoringSettings.AUTOMATIC.withBatch(batchSize.orElse(VideoScorer.AUTOMATIC)).on(computing.device());
    }
}
