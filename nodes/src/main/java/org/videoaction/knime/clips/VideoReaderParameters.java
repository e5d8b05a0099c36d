package org.videoaction.knime.clips;

import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.knime.io.PathColumn;

/** The settings of the Video Reader. */
final class VideoReaderParameters extends ReadingParameters {

    @Widget(title = "Decode everything", description = """
            Decodes each video to its end, which counts its frames exactly and finds damage. Otherwise only the file's own
            index is read, which is much faster.
            """)
    @Layout(VideoLayout.Description.class)
    @Persist(configKey = "decode")
    boolean decode = true;

    @Widget(title = "Thumbnail size (pixels)", description = "The short side of the thumbnails; 0 for none.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(VideoLayout.Description.class)
    @Persist(configKey = "thumbnail")
    int thumbnail = 64;

    VideoReaderParameters() {
    }

    VideoReaderParameters(NodeParametersInput input) {
        pathColumn = PathColumn.first(input, 0);
    }

    VideoSurvey survey(VideoCopies copies) {
        return new VideoSurvey(decode, thumbnail, limits().with(copies), frameNames(), threads());
    }
}
