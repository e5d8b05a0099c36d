package org.videoaction.knime.clips;

import java.time.Duration;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.io.PathColumn;

/** Which videos are read, how many at once, and what a single one may cost: settings that several nodes share. */
@Layout(VideoLayout.Reading.class)
abstract class ReadingParameters implements NodeParameters {

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(PathColumn.Choices.class)
    @Layout(VideoLayout.Videos.class)
    @Persist(configKey = "path_column")
    String m_pathColumn = PathColumn.USUAL;

    @Advanced
    @Widget(title = "Parallel videos", description = "How many videos are read at the same time; 0 for as many as there are cores.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "threads")
    int m_threads;

    @Advanced
    @Widget(title = "Maximum frame size (pixels)", description = "A video with larger frames cannot be used: small files can hold huge frames.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "max_pixels")
    long m_maxPixels = VideoLimits.DEFAULT.maxPixels();

    @Advanced
    @Widget(title = "Maximum time per video (seconds)", description = "A video that takes longer cannot be used.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "max_seconds")
    int m_maxSeconds = (int) VideoLimits.DEFAULT.maxTime().toSeconds();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    VideoLimits limits() {
        return new VideoLimits(m_maxPixels, Duration.ofSeconds(m_maxSeconds), VideoLimits.DEFAULT.maxErrors());
    }

    int threads() {
        return m_threads == 0 ? Runtime.getRuntime().availableProcessors() : m_threads;
    }
}
