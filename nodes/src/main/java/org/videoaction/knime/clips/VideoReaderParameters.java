package org.videoaction.knime.clips;

import java.time.Duration;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.data.video.VideoLimits;

/** The settings of the Video Reader. */
final class VideoReaderParameters implements NodeParameters {

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(StringColumnsProvider.class)
    @Persist(configKey = "path_column")
    String m_pathColumn = "Path";

    @Widget(title = "Decode everything", description = """
            Decodes each video to its end, which counts its frames exactly and finds damage. Otherwise only the file's own
            index is read, which is much faster.
            """)
    @Persist(configKey = "decode")
    boolean m_decode = true;

    @Widget(title = "Thumbnails", description = "The short side of the thumbnails in pixels; 0 for none.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "thumbnail")
    int m_thumbnail = 64;

    @Advanced
    @Widget(title = "Videos at once",
        description = "How many videos are read at the same time; 0 for as many as there are cores.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "threads")
    int m_threads;

    @Advanced
    @Widget(title = "Largest frame (pixels)",
        description = "A video with larger frames fails: small files can hold huge frames.")
    @Persist(configKey = "max_pixels")
    long m_maxPixels = VideoLimits.DEFAULT.maxPixels();

    @Advanced
    @Widget(title = "Longest time per video (seconds)", description = "A video that takes longer fails.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "max_seconds")
    int m_maxSeconds = (int)VideoLimits.DEFAULT.maxTime().toSeconds();

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_thumbnail < 0 || m_threads < 0 || m_maxPixels < 1 || m_maxSeconds < 1) {
            throw new InvalidSettingsException("The size of thumbnails and the videos at once are not negative; the limits "
                + "of a video are at least 1.");
        }
    }

    VideoSurvey survey() {
        return new VideoSurvey(m_decode, m_thumbnail,
            new VideoLimits(m_maxPixels, Duration.ofSeconds(m_maxSeconds), VideoLimits.DEFAULT.maxErrors()),
            m_threads == 0 ? Runtime.getRuntime().availableProcessors() : m_threads);
    }
}
