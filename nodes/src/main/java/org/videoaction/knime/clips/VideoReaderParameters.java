package org.videoaction.knime.clips;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.data.clip.VideoSurvey;

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

    @Persistor(ReadingParameters.Beside.class)
    ReadingParameters m_reading = new ReadingParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        m_reading.validate();
        if (m_thumbnail < 0) {
            throw new InvalidSettingsException("The size of thumbnails is not negative.");
        }
    }

    VideoSurvey survey() {
        return new VideoSurvey(m_decode, m_thumbnail, m_reading.limits(), m_reading.threads());
    }
}
