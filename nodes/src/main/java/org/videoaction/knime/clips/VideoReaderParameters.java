package org.videoaction.knime.clips;

import java.util.Optional;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.ColumnChoice;

/** The settings of the Video Reader. */
final class VideoReaderParameters extends ReadingParameters {

    /** Whether thumbnails are made. */
    static final class Thumbnails extends OptionalSetting.OfInt {
        Thumbnails() {
            super("thumbnail", 0, 64);
        }
    }

    @Widget(title = "Path column", description = "The column with the paths of the videos. By itself it is the column Path, or the first with paths.")
    @ChoicesProvider(PathColumn.Choice.class)
    @Layout(VideoLayout.Videos.class)
    @Persist(configKey = "path_column")
    String pathColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Decode everything", description = """
            Decodes each video to its end, which counts its frames exactly and finds damage. Otherwise only the file's own
            index is read, which is much faster.
            """)
    @Layout(VideoLayout.Description.class)
    @Persist(configKey = "decode")
    boolean decode = true;

    @Widget(title = "Thumbnail size (pixels)", description = "The short side of a thumbnail of each video. Without it there are none.")
    @OptionalWidget(defaultProvider = Thumbnails.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(VideoLayout.Description.class)
    @Persistor(Thumbnails.class)
    Optional<Integer> thumbnail = Optional.of(64);

    VideoSurvey survey(VideoCopies copies) {
        return new VideoSurvey(decode, thumbnail.orElse(0), limits().with(copies), frameNames(), threads());
    }
}
