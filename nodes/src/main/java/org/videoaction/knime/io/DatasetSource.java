package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.data.list.BoxFormat;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo.Field;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.IsOneOf;

/** Where a dataset's videos are, and how it lists them. Workflows have it as version 1.0.0 had: folders as formats of lists. */
final class DatasetSource implements CompleteSettings {

    private static final String FORMAT = "format";
    private static final String FOLDER = "video_folder";
    private static final String LIST = "list_file";
    private static final OptionalFile LIST_FILE = new OptionalFile(LIST) {};
    private static final OptionalFile VIDEO_FOLDER = new VideoFolder();

    /** What is read. */
    enum Source {
        @Label(value = "Folder", description = "The videos in a folder.")
        FOLDER,
        @Label(value = "List file", description = "The videos that a file lists, in one of the formats of datasets.")
        LIST
    }

    /** What a folder's folders are. */
    enum Folders {
        @Label(value = "None", description = "The videos of the folder have no labels; they are to be recognized.")
        FOLDER(ListFormat.FOLDER),
        @Label(value = "Names of folders", description = "The folder has a folder of videos for each class.")
        FOLDERS(ListFormat.FOLDERS);

        private final ListFormat list;

        Folders(ListFormat list) {
            this.list = list;
        }
    }

    /** How the dataset lists its videos. */
    enum Format {
        @Label(value = "Path and label", description = """
                One line per video: its path and its label, separated by a blank, a comma, a semicolon or a tab. Paths may have
                blanks; a first line that only names the columns is passed over.
                """)
        PATH_LABEL(ListFormat.PATH_LABEL),
        @Label(value = "Paths", description = "One line per video: its path. There are no labels.")
        PATHS(ListFormat.PATHS),
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

        private boolean says(Field field) {
            return list != null && list.has(field);
        }
    }

    /** A folder is read. */
    static final class IsFolder extends IsOneOf<Source> {
        IsFolder() {
            super(Source.FOLDER);
        }
    }

    /** A list is read. */
    static final class IsList extends IsOneOf<Source> {
        IsList() {
            super(IsFolder.class, Source.LIST);
        }
    }

    /** Folders are classes. */
    static final class FoldersAreClasses extends IsOneOf<Folders> {
        FoldersAreClasses() {
            super(Folders.FOLDERS);
        }
    }

    /** A list of one of some formats is read. */
    abstract static class ListIs implements EffectPredicateProvider {

        private final Format[] formats;

        ListIs(Format... formats) {
            this.formats = formats;
        }

        ListIs(Predicate<Format> which) {
            this(Arrays.stream(Format.values()).filter(which).toArray(Format[]::new));
        }

        @Override
        public final EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(IsList.class).and(initializer.getEnum(FormatReference.class).isOneOf(formats));
        }
    }

    /** Refers to the format. */
    interface FormatReference extends ParameterReference<Format> {}

    /** The list is one of boxes. */
    static final class ListsBoxes extends ListIs {
        ListsBoxes() {
            super(format -> format.boxes != null);
        }
    }

    /** The list says what is in its videos. */
    static final class IsLabeledList extends ListIs {
        IsLabeledList() {
            super(format -> format.boxes != null || format.says(Field.LABEL));
        }
    }

    /** The list says which part of the dataset a video belongs to. */
    static final class HasParts extends ListIs {
        HasParts() {
            super(format -> format.says(Field.SPLIT));
        }
    }

    /** The list says when something happens in a video. */
    static final class HasSegments extends ListIs {
        HasSegments() {
            super(format -> format.says(Field.SPAN));
        }
    }

    /** Videos have classes. */
    static final class HasLabels implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(IsLabeledList.class).or(initializer.getPredicate(IsFolder.class)
                .and(initializer.getPredicate(FoldersAreClasses.class)));
        }
    }

    /** A folder that is not that of the list. */
    static final class VideoFolder extends OptionalFile {
        VideoFolder() {
            super(FOLDER);
        }
    }

    @Widget(title = "Source", description = "Whether the videos are those of a folder, or those that a file lists.")
    @ValueSwitchWidget
    @ValueReference(IsFolder.class)
    @Persist(configKey = FORMAT)
    Source source = Source.FOLDER;

    @Widget(title = "Folder", description = "The folder with the videos, or with a folder of videos for each class.")
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Effect(predicate = IsFolder.class, type = EffectType.SHOW)
    @Persist(configKey = FOLDER)
    FileSelection folder = new FileSelection();

    @Widget(title = "Classes", description = "Where the classes of the videos come from.")
    @ValueSwitchWidget
    @ValueReference(FoldersAreClasses.class)
    @Effect(predicate = IsFolder.class, type = EffectType.SHOW)
    @Persist(configKey = FORMAT)
    Folders folders = Folders.FOLDER;

    @Widget(title = "Format", description = "How the dataset lists its videos.")
    @ValueReference(FormatReference.class)
    @Effect(predicate = IsList.class, type = EffectType.SHOW)
    @Persist(configKey = FORMAT)
    Format format = Format.PATH_LABEL;

    @Widget(title = "List file", description = "The file that lists the videos, in the chosen format.")
    @FileReaderWidget(fileExtensions = {"txt", "csv", "list", "json", "pkl", "xml"})
    @Effect(predicate = IsList.class, type = EffectType.SHOW)
    @Persist(configKey = LIST)
    FileSelection listFile = new FileSelection();

    @Widget(title = "Folder of videos", description = """
            What the paths in the list are relative to. Without it this is the folder of the list.
            """)
    @OptionalWidget(defaultProvider = VideoFolder.class)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Effect(predicate = IsList.class, type = EffectType.SHOW)
    @Persist(configKey = FOLDER)
    Optional<FileSelection> videoFolder = Optional.empty();

    /** Under the keys that version 1.0.0 had: the format, which may be a folder, the list and the folder of videos. */
    static final class Persistence implements NodeParametersPersistor<DatasetSource> {

        @Override
        public DatasetSource load(NodeSettingsRO settings) throws InvalidSettingsException {
            DatasetSource loaded = new DatasetSource();
            String format = settings.getString(FORMAT, Format.PATH_LABEL.name());
            Optional<Folders> folders = constant(Folders.class, format);
            Optional<FileSelection> folder = settings.containsKey(FOLDER) ? VIDEO_FOLDER.load(settings)
                : Optional.empty();
            loaded.source = folders.isPresent() ? Source.FOLDER : Source.LIST;
            if (folders.isPresent()) {
                loaded.folders = folders.get();
                loaded.folder = folder.orElse(loaded.folder);
            } else {
                loaded.format = constant(Format.class, format)
                    .orElseThrow(
                        () -> new InvalidSettingsException("There is no format " + format + " of lists of videos."));
                loaded.videoFolder = folder;
            }
            loaded.listFile = LIST_FILE.load(settings).orElse(loaded.listFile);
            return loaded;
        }

        private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
            return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(name)).findFirst();
        }

        @Override
        public void save(DatasetSource saved, NodeSettingsWO settings) {
            boolean isFolder = saved.source == Source.FOLDER;
            settings.addString(FORMAT, isFolder ? saved.folders.name() : saved.format.name());
            LIST_FILE.save(Optional.of(saved.listFile), settings);
            VIDEO_FOLDER.save(isFolder ? Optional.of(saved.folder) : saved.videoFolder, settings);
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{FORMAT}, LIST_FILE.getConfigPaths()[0], VIDEO_FOLDER.getConfigPaths()[0]};
        }
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (source == Source.FOLDER && !LocalFile.isChosen(folder)) {
            throw new InvalidSettingsException("No folder of videos is chosen. Choose the folder with "
                + (folders == Folders.FOLDERS ? "a folder for each class." : "the videos."));
        }
        if (source == Source.LIST && !LocalFile.isChosen(listFile)) {
            throw new InvalidSettingsException("No list file is chosen. Choose the file that lists the videos.");
        }
    }

    /** The format of a list of videos, or of a folder that is read as one; empty for lists of boxes. */
    Optional<ListFormat> list() {
        return source == Source.FOLDER ? Optional.of(folders.list) : Optional.ofNullable(format.list);
    }

    /** The format of a list of boxes. */
    Optional<BoxFormat> boxes() {
        return source == Source.FOLDER ? Optional.empty() : Optional.ofNullable(format.boxes);
    }

    /** What the list's paths are relative to, where it is said. */
    Optional<Path> folder() throws IOException {
        Optional<FileSelection> chosen = source == Source.FOLDER ? Optional.of(folder)
            : videoFolder.filter(LocalFile::isChosen);
        return chosen.isPresent() ? Optional.of(LocalFile.of(chosen.get())) : Optional.empty();
    }

    Path folderOrThatOfTheList() throws IOException {
        Optional<Path> said = folder();
        return said.isPresent() ? said.get() : LocalFile.of(listFile).getParent();
    }

    /** Only a list that says nothing of where its videos are has to lie where they do. */
    <T> T read(LocalFile.Reading<T> reading) throws IOException {
        return source == Source.FOLDER ? reading.of(LocalFile.of(folder))
            : folder().isPresent() ? LocalFile.read(listFile, reading) : reading.of(LocalFile.of(listFile));
    }
}
