package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.data.list.BoxFormat;
import org.videoaction.data.list.BoxList;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.Part;
import org.videoaction.data.list.Separator;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.IsOneOf;

/** The settings of the Video Dataset Reader. */
final class VideoDatasetReaderParameters implements CompleteSettings {

    @Section(title = "List of videos")
    interface Lists {}

    @Section(title = "Boxes")
    @After(Lists.class)
    @Effect(predicate = ListsBoxes.class, type = EffectType.SHOW)
    interface Boxes {}

    /** How the dataset lists its videos. */
    enum Format {
        @Label(value = "Path and label", description = """
                One line per video: its path and its label, separated by a blank, a comma, a semicolon or a tab. Paths may have
                blanks; a first line that only names the columns is passed over.
                """)
        PATH_LABEL(ListFormat.PATH_LABEL),
        @Label(value = "Paths", description = "One line per video: its path. There are no labels.")
        PATHS(ListFormat.PATHS),
        @Label(value = "Folders", description = "No list: a folder with a folder of videos for each class.")
        FOLDERS(ListFormat.FOLDERS),
        @Label(value = "One folder", description = "No list and no labels: the videos of a folder, to be scored.")
        FOLDER(ListFormat.FOLDER),
        @Label(value = "MMAction2 videos", description = "One line per video: its path and one or more labels.")
        VIDEOS(ListFormat.VIDEOS),
        @Label(value = "MMAction2 frames", description = """
                One line per video: the folder of its frames, their number and one or more labels.
                """)
        RAW_FRAMES(ListFormat.RAW_FRAMES),
        @Label(value = "MMAction2 frames with offset", description = """
                Folders that hold the frames of several videos. One line per video: the folder, how many frames lie before the
                video's, their number and one or more labels.
                """)
        RAW_FRAMES_WITH_OFFSET(ListFormat.RAW_FRAMES_WITH_OFFSET),
        @Label(value = "Kinetics", description = """
                Kinetics' own CSV files: label, youtube_id, time_start, time_end, split. The videos were cut to these
                times and are named ID_START_END.mp4 with six digits for each time.
                """)
        KINETICS(ListFormat.KINETICS),
        @Label(value = "Kinetics, uncut", description = """
                The same CSV files with whole videos, named ID.mp4: start and end of the segment to use are columns.
                """)
        KINETICS_UNCUT(ListFormat.KINETICS_UNCUT),
        @Label(value = "Kinetics with indices", description = "A CSV file of video_id, num_frames, label_index.")
        KINETICS_INDEXED(ListFormat.KINETICS_INDEXED),
        @Label(value = "Charades", description = """
                Charades' CSV files: one row per class of a video, with its time. The class names are those of
                Charades_v1_classes.txt.
                """)
        CHARADES(ListFormat.CHARADES),
        @Label(value = "PySlowFast Charades frames", description = """
                One line per frame: original_vido_id, video_id, frame_id, path, labels. The table has one row per video, the
                folder of its frames, with the labels of all of them.
                """)
        CHARADES_FRAMES(ListFormat.CHARADES_FRAMES),
        @Label(value = "HMDB51", description = """
                HMDB51's files CLASS_test_split1.txt: choose that of any class; those of the other classes beside it are read
                too. The videos lie in folders named by the classes, or all in one folder.
                """)
        HMDB51(ListFormat.HMDB51),
        @Label(value = "Something-Something V2", description = """
                JSON files such as something-something-v2-train.json. The class is the template without its brackets; the
                class names are those of something-something-v2-labels.json. Videos are named ID.webm.
                """)
        SOMETHING_SOMETHING(ListFormat.SOMETHING_SOMETHING),
        @Label(value = "Jester, Something-Something V1", description = """
                One line per video: its ID, a semicolon and its class; test lists have the ID alone. Videos are folders of
                frames named by the IDs.
                """)
        JESTER(ListFormat.JESTER),
        @Label(value = "Diving48", description = """
                JSON files such as Diving48_V2_train.json. The class names are those of Diving48_vocab.json, their words joined
                by a plus sign: Back+15som+05Twis+FREE.
                """)
        DIVING48(ListFormat.DIVING48),
        @Label(value = "Moments in Time", description = """
                CSV files such as trainingSet.csv: path, class and two numbers of votes. The class names are those of
                moments_categories.txt.
                """)
        MOMENTS_IN_TIME(ListFormat.MOMENTS_IN_TIME),
        @Label(value = "UCF101", description = """
                UCF101's trainlist01.txt and testlist01.txt: one line per video, whose folder is its class. The class names are
                those of classInd.txt.
                """)
        UCF101(ListFormat.UCF101),
        @Label(value = "ActivityNet", description = """
                ActivityNet's JSON file: one row per segment with its class, start, end and subset. The videos are named
                v_ID.mp4 or ID.mp4 and may lie in folders of their own. Segments of HACS and THUMOS14 have this form too.
                """)
        ACTIVITYNET(ListFormat.ACTIVITYNET),
        @Label(value = "HACS clips", description = """
                A CSV file of classname, youtube_id, subset, start, end, label: one row per positive sample. The videos are
                named v_ID.mp4 or ID.mp4.
                """)
        HACS_CLIPS(ListFormat.HACS_CLIPS),
        @Label(value = "VIA segments", description = """
                A project of the VGG Image Annotator 3: one row per segment of a video with its values, start and end.
                """)
        VIA_SEGMENTS(ListFormat.VIA_SEGMENTS),
        @Label(value = "AVA boxes", description = """
                AVA's CSV files: one line per action of a person in a frame. The table has one row per box of a person, with
                all of its actions.
                """)
        AVA(BoxFormat.AVA),
        @Label(value = "AVA proposals", description = """
                CSV files of the same form with the boxes that a detector of persons found: in place of the person there
                is the detector's score. MMAction2's pickles (.pkl) are read too.
                """)
        AVA_PROPOSALS(BoxFormat.AVA_PROPOSALS),
        @Label(value = "AVA-Kinetics boxes", description = """
                The same CSV files for clips of Kinetics, named ID_START_END.mp4 with six digits for each second of the whole
                video, from whose start the times count. Clips that are not there are left out.
                """)
        AVA_KINETICS(BoxFormat.AVA_KINETICS),
        @Label(value = "CVAT tracks", description = """
                The XML file that CVAT exports as "CVAT for video 1.1": one row per person and frame, between key frames as CVAT
                draws them.
                """)
        CVAT(BoxFormat.CVAT),
        @Label(value = "VIA boxes", description = """
                A project of the VGG Image Annotator: rectangles in the frames of videos (VIA 3, JSON), or in pictures called
                VIDEO/img_00012.jpg or VIDEO_000012.jpg (VIA 2, JSON or CSV).
                """)
        VIA(BoxFormat.VIA);

        private final ListFormat list;
        private final BoxFormat boxes;

        Format(ListFormat list) {
            this.list = list;
            boxes = null;
        }

        Format(BoxFormat boxes) {
            list = null;
            this.boxes = boxes;
        }

        /** The format of a list of videos; null for lists of boxes. */
        ListFormat list() {
            return list;
        }

        /** Whether there is no list, but a folder. */
        boolean isFolder() {
            return this == FOLDERS || this == FOLDER;
        }

        boolean hasBoxes() {
            return boxes != null;
        }

        /** The format of a list of boxes; null for lists of videos. */
        BoxFormat boxes() {
            return boxes;
        }
    }

    /** What labels are. */
    enum Labels {
        @Label(value = "Automatic", description = """
                Names of classes where they can be, numbers of a numbered class file, or else indices from 0. A list in which
                that is not clear is refused.
                """)
        AUTOMATIC(LabelReading.AUTOMATIC),
        @Label(value = "Names", description = "Names of classes, also where they are numbers.")
        NAMES(LabelReading.NAMES),
        @Label(value = "Indices from 0", description = "The first class is 0.")
        INDICES_FROM_0(LabelReading.INDICES_FROM_0),
        @Label(value = "Indices from 1", description = "The first class is 1.")
        INDICES_FROM_1(LabelReading.INDICES_FROM_1);

        private final LabelReading reading;

        Labels(LabelReading reading) {
            this.reading = reading;
        }
    }

    /** The part of a dataset to read. */
    enum Parts {
        @Label(value = "All", description = "All videos of the list.")
        ALL(Part.ALL),
        @Label(value = "Training", description = "Those to train on.")
        TRAINING(Part.TRAINING),
        @Label(value = "Validation", description = "Those to look at during training.")
        VALIDATION(Part.VALIDATION),
        @Label(value = "Test", description = "Those to measure models on.")
        TEST(Part.TEST);

        private final Part part;

        Parts(Part part) {
            this.part = part;
        }
    }

    /** What stands between a path and a label. */
    enum Separators {
        @Label(value = "Automatic", description = "What makes paths of videos; a list in which that is not clear is refused.")
        AUTOMATIC(null),
        @Label(value = "Blank", description = "The last blank of a line, or the one behind a video's name.")
        BLANK(Separator.BLANK),
        @Label(value = "Comma", description = "Fields may be in quotes.")
        COMMA(Separator.COMMA),
        @Label(value = "Semicolon", description = "Fields may be in quotes.")
        SEMICOLON(Separator.SEMICOLON),
        @Label(value = "Tab", description = "Fields may be in quotes.")
        TAB(Separator.TAB);

        private final Separator separator;

        Separators(Separator separator) {
            this.separator = separator;
        }
    }

    /** The list has fields that something separates. */
    static final class HasFields extends IsOneOf<Format> {
        HasFields() {
            super(ListsBoxes.class, Format.PATH_LABEL, Format.VIDEOS);
        }
    }

    /** The list says which part of the dataset a video belongs to. */
    static final class HasParts extends IsOneOf<Format> {
        HasParts() {
            super(ListsBoxes.class, Format.KINETICS, Format.KINETICS_UNCUT, Format.HMDB51, Format.ACTIVITYNET,
                Format.HACS_CLIPS);
        }
    }

    /** The list is one of boxes. */
    static final class ListsBoxes extends IsOneOf<Format> {
        ListsBoxes() {
            super(Format.AVA, Format.AVA_PROPOSALS, Format.AVA_KINETICS, Format.CVAT, Format.VIA);
        }
    }

    /** There is no list, but folders alone. */
    static final class HasNoList extends IsOneOf<Format> {
        HasNoList() {
            super(ListsBoxes.class, Format.FOLDERS, Format.FOLDER);
        }
    }

    @Widget(title = "Format", description = "How the dataset lists its videos.")
    @ValueReference(ListsBoxes.class)
    @Layout(Lists.class)
    @Persist(configKey = "format")
    @Migrate(loadDefaultIfAbsent = true)
    Format format = Format.PATH_LABEL;

    @Widget(title = "Annotation list", description = """
            The file that lists the videos, in the chosen format.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "csv", "list", "json", "pkl", "xml"})
    @Layout(Lists.class)
    @Effect(predicate = HasNoList.class, type = EffectType.HIDE)
    @Persist(configKey = "list_file")
    FileSelection listFile = new FileSelection();

    @Widget(title = "Class names (optional)", description = """
            A text file with one class name per line, in the order of the class indices, also with its number before or behind
            it, or a JSON file that gives the index of each name or the names in their order. For AVA it is the .pbtxt file with the names of the actions, or a text file with lines like
            "12: stand". Without it the classes are named by the labels of the list.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "csv", "json", "pbtxt"})
    @Layout(Lists.class)
    @Persist(configKey = "class_file")
    FileSelection classFile = new FileSelection();

    @Widget(title = "Folder of videos (optional)", description = """
            What the paths in the list are relative to. Without it this is the folder of the list. For folders it is the
            folder with the classes or with the videos.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Layout(Lists.class)
    @Persist(configKey = "video_folder")
    @Migrate(loadDefaultIfAbsent = true)
    FileSelection videoFolder = new FileSelection();

    @Widget(title = "Part", description = """
            Which part of the dataset to read. The classes are those of all parts that the list has.
            """)
    @Layout(Lists.class)
    @Effect(predicate = HasParts.class, type = EffectType.SHOW)
    @Persist(configKey = "part")
    @Migrate(loadDefaultIfAbsent = true)
    Parts part = Parts.ALL;

    @Widget(title = "Labels are", description = "How the labels of the list are understood.")
    @Layout(Lists.class)
    @Advanced
    @Effect(predicate = HasNoList.class, type = EffectType.HIDE)
    @Persist(configKey = "labels_are")
    @Migrate(loadDefaultIfAbsent = true)
    Labels labelsAre = Labels.AUTOMATIC;

    @Widget(title = "Separator", description = "What stands between the path and the label of a line.")
    @Layout(Lists.class)
    @Advanced
    @Effect(predicate = HasFields.class, type = EffectType.SHOW)
    @Persist(configKey = "separator")
    @Migrate(loadDefaultIfAbsent = true)
    Separators separator = Separators.AUTOMATIC;

    @Layout(Boxes.class)
    @Persist(configKey = "ava")
    @Migrate(loadDefaultIfAbsent = true)
    AvaParameters ava = new AvaParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (format.isFolder() && !LocalFile.isChosen(videoFolder)) {
            throw new InvalidSettingsException("No folder of videos is chosen. Choose the folder with "
                + (format == Format.FOLDERS ? "a folder for each class." : "the videos."));
        }
        if (!format.isFolder() && !LocalFile.isChosen(listFile)) {
            throw new InvalidSettingsException("No annotation list is chosen. Choose the file that lists the videos.");
        }
    }

    DatasetList read() throws IOException {
        ClassFile classes = LocalFile.isChosen(classFile) ? LocalFile.read(classFile, format.list()::classes) : null;
        Path folder = chosen(videoFolder);
        return readList(list -> DatasetList.read(format.list(), list, folder, classes, labelsAre.reading,
            separator.separator, part.part));
    }

    /** Only a list that says nothing of where its videos are has to lie where they do. */
    private <T> T readList(LocalFile.Reading<T> reading) throws IOException {
        return format.isFolder() ? reading.of(LocalFile.of(videoFolder))
            : LocalFile.isChosen(videoFolder) ? LocalFile.read(listFile, reading) : reading.of(LocalFile.of(listFile));
    }

    /** The boxes of a list of boxes, with their pictures where a list of frames is chosen. */
    BoxList readBoxes() throws IOException {
        Path folder = LocalFile.isChosen(videoFolder) ? LocalFile.of(videoFolder) : LocalFile.of(listFile).getParent();
        return readList(list -> LocalFile.isChosen(classFile)
            ? LocalFile.read(classFile, classes -> readBoxes(list, folder, classes)) : readBoxes(list, folder, null));
    }

    private BoxList readBoxes(Path list, Path folder, Path classFile) throws IOException {
        return format.boxes().read(ava.source(list, folder, classFile));
    }

    static Path chosen(FileSelection selection) throws IOException {
        return LocalFile.isChosen(selection) ? LocalFile.of(selection) : null;
    }
}
