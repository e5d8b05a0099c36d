package org.videoaction.knime.clips;

import java.time.Duration;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;

/** How many videos are read at once, and what a single one may cost: settings that several nodes share. */
final class ReadingParameters implements NodeParameters {

    @Advanced
    @Widget(title = "Videos at once", description = "How many videos are read at the same time; 0 for as many as there are cores.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    int m_threads;

    @Advanced
    @Widget(title = "Largest frame (pixels)", description = "A video with larger frames cannot be used: small files can hold huge frames.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    long m_maxPixels = VideoLimits.DEFAULT.maxPixels();

    @Advanced
    @Widget(title = "Longest time per video (seconds)", description = "A video that takes longer cannot be used.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
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

    /** Keeps them among the settings of the node itself. */
    static final class Beside implements NodeParametersPersistor<ReadingParameters> {

        private static final String THREADS = "threads";
        private static final String MAX_PIXELS = "max_pixels";
        private static final String MAX_SECONDS = "max_seconds";

        @Override
        public ReadingParameters load(final NodeSettingsRO settings) throws InvalidSettingsException {
            ReadingParameters loaded = new ReadingParameters();
            loaded.m_threads = settings.getInt(THREADS);
            loaded.m_maxPixels = settings.getLong(MAX_PIXELS);
            loaded.m_maxSeconds = settings.getInt(MAX_SECONDS);
            return loaded;
        }

        @Override
        public void save(final ReadingParameters parameters, final NodeSettingsWO settings) {
            settings.addInt(THREADS, parameters.m_threads);
            settings.addLong(MAX_PIXELS, parameters.m_maxPixels);
            settings.addInt(MAX_SECONDS, parameters.m_maxSeconds);
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{THREADS}, {MAX_PIXELS}, {MAX_SECONDS}};
        }
    }
}
