package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.data.list.AvaBox;
import org.videoaction.data.list.AvaLists;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedBox;
import org.videoaction.knime.Bounds;

/** The settings of the Video Dataset Reader. */
final class VideoDatasetReaderParameters implements NodeParameters {

    @Section(title = "List of videos")
    interface Lists {}

    @Section(title = "Boxes")
    @After(Lists.class)
    @Effect(predicate = ListsBoxes.class, type = EffectType.SHOW)
    interface Boxes {}

    /** How the dataset lists its videos. */
    enum Format {
        @Label(value = "Path and label", description = """
                A line a video: its path, a space and its label, a class index or a class name without spaces.
                """)
        PATH_LABEL,
        @Label(value = "Folders", description = "No list: a folder with a folder of videos for each class.")
        FOLDERS,
        @Label(value = "One folder", description = "No list and no labels: the videos of a folder, to be scored.")
        FOLDER,
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
        CHARADES,
        @Label(value = "AVA boxes", description = """
                AVA's CSV files: a line for each action of a person in a frame. A row of the table is a person's box with
                all of its actions.
                """)
        AVA,
        @Label(value = "AVA proposals", description = """
                CSV files of the same form with the boxes that a detector of persons found: in place of the person there
                is the detector's score.
                """)
        AVA_PROPOSALS;

        ListFormat format() {
            return ListFormat.valueOf(name());
        }

        /** Whether there is no list, but a folder. */
        boolean isFolder() {
            return this == FOLDERS || this == FOLDER;
        }

        boolean hasBoxes() {
            return this == AVA || this == AVA_PROPOSALS;
        }
    }

    /** Refers to the format. */
    interface FormatReference extends ParameterReference<Format> {}

    /** The list is one of boxes. */
    static final class ListsBoxes implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer initializer) {
            return initializer.getEnum(FormatReference.class).isOneOf(Format.AVA, Format.AVA_PROPOSALS);
        }
    }

    /** There is a list, and not folders alone. */
    static final class HasList implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer initializer) {
            return initializer.getEnum(FormatReference.class).isOneOf(Format.FOLDERS, Format.FOLDER).negate();
        }
    }

    @Widget(title = "Format", description = "How the dataset lists its videos.")
    @ValueReference(FormatReference.class)
    @Layout(Lists.class)
    @Persist(configKey = "format")
    @Migrate(loadDefaultIfAbsent = true)
    Format m_format = Format.PATH_LABEL;

    @Widget(title = "Annotation list", description = """
            The file that lists the videos, in the chosen format.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "csv", "list"})
    @Layout(Lists.class)
    @Effect(predicate = HasList.class, type = EffectType.SHOW)
    @Persist(configKey = "list_file")
    FileSelection m_listFile = new FileSelection();

    @Widget(title = "Class names (optional)", description = """
            A text file with a class name a line, in the order of the class indices, or a JSON file that gives the index
            of each name. For AVA it is the .pbtxt file with the names of the actions, or a text file with lines like
            "12: stand". Without it the classes are named by the labels of the list.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "json", "pbtxt"})
    @Layout(Lists.class)
    @Persist(configKey = "class_file")
    FileSelection m_classFile = new FileSelection();

    @Widget(title = "Folder of videos (optional)", description = """
            What the paths in the list are relative to. Without it this is the folder of the list. For folders it is the
            folder with the classes or with the videos.
            """)
    @FolderSelectionWidget
    @Layout(Lists.class)
    @Persist(configKey = "video_folder")
    @Migrate(loadDefaultIfAbsent = true)
    FileSelection m_videoFolder = new FileSelection();

    @Layout(Boxes.class)
    @Persist(configKey = "ava")
    @Migrate(loadDefaultIfAbsent = true)
    AvaParameters m_ava = new AvaParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        if (m_format.isFolder() && !LocalFile.isChosen(m_videoFolder)) {
            throw new InvalidSettingsException("No folder of videos is chosen. Choose the folder with "
                + (m_format == Format.FOLDERS ? "a folder for each class." : "the videos."));
        }
        if (!m_format.isFolder() && !LocalFile.isChosen(m_listFile)) {
            throw new InvalidSettingsException("No annotation list is chosen. Choose the file that lists the videos.");
        }
    }

    DatasetList read() throws IOException {
        Path list = LocalFile.of(m_format.isFolder() ? m_videoFolder : m_listFile);
        return DatasetList.read(m_format.format(), list, chosen(m_videoFolder), chosen(m_classFile));
    }

    /** The boxes of a list of boxes, with their pictures where a list of frames is chosen. */
    List<ListedBox> readBoxes() throws IOException {
        Path list = LocalFile.of(m_listFile);
        Path folder = LocalFile.isChosen(m_videoFolder) ? LocalFile.of(m_videoFolder) : list.getParent();
        Map<Integer, String> classes = LocalFile.isChosen(m_classFile) ? AvaLists.classes(LocalFile.of(m_classFile)) : null;
        List<AvaBox> boxes = m_format == Format.AVA ? AvaLists.boxes(list, m_ava.excluded(), classes)
            : AvaLists.proposals(list, m_ava.excluded(), classes, m_ava.m_leastScore);
        return m_ava.boxes(boxes, folder);
    }

    static Path chosen(final FileSelection selection) throws IOException {
        return LocalFile.isChosen(selection) ? LocalFile.of(selection) : null;
    }
}
