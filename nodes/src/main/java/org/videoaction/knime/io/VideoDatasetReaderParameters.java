package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;

/** The settings of the Video Dataset Reader. */
final class VideoDatasetReaderParameters implements NodeParameters {

    /** How the dataset lists its videos. */
    enum Format {
        @Label(value = "Path and label", description = """
                A line a video: its path, a space and its label, a class index or a class name without spaces.
                """)
        PATH_LABEL,
        @Label(value = "Folders", description = "No list: a folder with a folder of videos for each class.")
        FOLDERS,
        @Label(value = "MMAction2 videos", description = "A line a video: its path and one or more labels.")
        VIDEOS,
        @Label(value = "MMAction2 frames", description = """
                A line a video: the folder of its frames, their number and one or more labels.
                """)
        RAW_FRAMES,
        @Label(value = "Kinetics", description = """
                Kinetics' own CSV files: label, youtube_id, time_start, time_end, split. The videos were cut to these
                times and are named ID_START_END.mp4 with six digits for each time.
                """)
        KINETICS,
        @Label(value = "Kinetics, uncut", description = """
                The same CSV files with whole videos, named ID.mp4: start and end of the segment to use are columns.
                """)
        KINETICS_UNCUT,
        @Label(value = "Kinetics with indices", description = "A CSV file of video_id, num_frames, label_index.")
        KINETICS_INDEXED,
        @Label(value = "Charades", description = """
                Charades' CSV files: a row for each action of a video, with its time. The class names are those of
                Charades_v1_classes.txt.
                """)
        CHARADES;

        ListFormat format() {
            return ListFormat.valueOf(name());
        }
    }

    @Widget(title = "Format", description = "How the dataset lists its videos.")
    @Persist(configKey = "format")
    @Migrate(loadDefaultIfAbsent = true)
    Format m_format = Format.PATH_LABEL;

    @Widget(title = "Annotation list", description = """
            The list in the chosen format. For folders it is not needed.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "csv", "list"})
    @Persist(configKey = "list_file")
    FileSelection m_listFile = new FileSelection();

    @Widget(title = "Class names (optional)", description = """
            A text file with a class name a line, in the order of the class indices, or a JSON file that gives the index
            of each name. Without it the classes are named by the labels of the list.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "json"})
    @Persist(configKey = "class_file")
    FileSelection m_classFile = new FileSelection();

    @Widget(title = "Folder of videos (optional)", description = """
            What the paths in the list are relative to. Without it this is the folder of the list. For folders it is the
            folder with the classes.
            """)
    @FolderSelectionWidget
    @Persist(configKey = "video_folder")
    @Migrate(loadDefaultIfAbsent = true)
    FileSelection m_videoFolder = new FileSelection();

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_format == Format.FOLDERS && !LocalFile.isChosen(m_videoFolder)) {
            throw new InvalidSettingsException("No folder of videos is chosen.");
        }
        if (m_format != Format.FOLDERS && !LocalFile.isChosen(m_listFile)) {
            throw new InvalidSettingsException("No annotation list is chosen.");
        }
    }

    DatasetList read() throws IOException {
        Path list = LocalFile.of(m_format == Format.FOLDERS ? m_videoFolder : m_listFile);
        return DatasetList.read(m_format.format(), list, chosen(m_videoFolder), chosen(m_classFile));
    }

    private static Path chosen(final FileSelection selection) throws IOException {
        return LocalFile.isChosen(selection) ? LocalFile.of(selection) : null;
    }
}
