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
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.clips.FastDecoding;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScorer;

/** The settings of the Long Video Predictor. */
final class LongVideoPredictorParameters implements NodeParameters {

    @Section(title = "Videos")
    interface Videos {}

    @Section(title = "Windows")
    @After(Videos.class)
    interface Windows {}

    @Section(title = "Computing")
    @Advanced
    @After(Windows.class)
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

    /** How windows are scored. */
    ScoringSettings settings() {
        return ScoringSettings.AUTOMATIC.withBatch(batchSize.orElse(VideoScorer.AUTOMATIC)).on(computing.device());
    }
}
