package org.videoaction.knime.clips;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.io.PathColumn;

/** The settings of the Video Reader. */
final class VideoReaderParameters implements NodeParameters {

    @Section(title = "Videos")
    interface Videos {}

    @Section(title = "Description")
    @After(Videos.class)
    interface Description {}

    @Section(title = "Reading")
    @Advanced
    @After(Description.class)
    interface Reading {}

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(PathColumn.Choices.class)
    @Layout(Videos.class)
    @Persist(configKey = "path_column")
    String m_pathColumn = PathColumn.USUAL;

    @Widget(title = "Decode everything", description = """
            Decodes each video to its end, which counts its frames exactly and finds damage. Otherwise only the file's own
            index is read, which is much faster.
            """)
    @Layout(Description.class)
    @Persist(configKey = "decode")
    boolean m_decode = true;

    @Widget(title = "Thumbnail size (pixels)", description = "The short side of the thumbnails; 0 for none.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Description.class)
    @Persist(configKey = "thumbnail")
    int m_thumbnail = 64;

    @Layout(Reading.class)
    @Persistor(ReadingParameters.Beside.class)
    ReadingParameters m_reading = new ReadingParameters();

    VideoReaderParameters() {
    }

    VideoReaderParameters(final NodeParametersInput input) {
        m_pathColumn = PathColumn.first(input, 0);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    VideoSurvey survey() {
        return new VideoSurvey(m_decode, m_thumbnail, m_reading.limits(), m_reading.threads());
    }
}
