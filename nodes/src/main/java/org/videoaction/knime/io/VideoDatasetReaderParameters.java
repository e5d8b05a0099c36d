package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.data.list.BoxFormat;
import org.videoaction.data.list.BoxList;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.list.BackgroundSegments;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.Part;
import org.videoaction.data.list.Separator;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.io.DatasetSource.Format;
import org.videoaction.knime.io.DatasetSource.ListIs;

/** The settings of the Video Dataset Reader. */
final class VideoDatasetReaderParameters implements CompleteSettings {

    @Section(title = "Videos")
    interface Lists {}

    @Section(title = "Boxes")
    @After(Lists.class)
    @Effect(predicate = DatasetSource.ListsBoxes.class, type = EffectType.SHOW)
    interface Boxes {}

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
    static final class HasFields extends ListIs {
        HasFields() {
            super(Format.PATH_LABEL, Format.VIDEOS);
        }
    }

    /** Names that are not those in the list. */
    static final class ClassFileSetting extends OptionalFile {
        ClassFileSetting() {
            super("class_file");
        }
    }

    /** The class of what lies between segments. */
    static final class Background extends OptionalSetting.OfText {
        Background() {
            super("background_class", "background");
        }
    }

    @Layout(Lists.class)
    @Persistor(DatasetSource.Persistence.class)
    DatasetSource source = new DatasetSource();

    @Widget(title = "Class names", description = """
            A text file with one class name per line, in the order of the class indices, also with its number before or behind
            it, or a JSON file that gives the index of each name or the names in their order. For AVA it is the .pbtxt file with the names of the actions, or a text file with lines like
            "12: stand". Without it the classes are named by the labels of the list.
            """)
    @OptionalWidget(defaultProvider = ClassFileSetting.class)
    @FileReaderWidget(fileExtensions = {"txt", "csv", "json", "pbtxt"})
    @Layout(Lists.class)
    @Effect(predicate = DatasetSource.HasLabels.class, type = EffectType.SHOW)
    @Persistor(ClassFileSetting.class)
    Optional<FileSelection> classFile = Optional.empty();

    @Widget(title = "Part", description = """
            Which part of the dataset to read. The classes are those of all parts that the list has.
            """)
    @Layout(Lists.class)
    @Effect(predicate = DatasetSource.HasParts.class, type = EffectType.SHOW)
    @Persist(configKey = "part")
    @Migrate(loadDefaultIfAbsent = true)
    Parts part = Parts.ALL;

    @Widget(title = "Background class", description = """
            Adds segments of one more class of this name: the stretches of at least a second before and between the segments of
            each video. A network that learns it can say that nothing happens.
            """)
    @OptionalWidget(defaultProvider = Background.class)
    @Layout(Lists.class)
    @Advanced
    @Effect(predicate = DatasetSource.HasSegments.class, type = EffectType.SHOW)
    @Persistor(Background.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<String> background = Optional.empty();

    @Widget(title = "Labels are", description = "How the labels of the list are understood.")
    @Layout(Lists.class)
    @Advanced
    @Effect(predicate = DatasetSource.IsLabeledList.class, type = EffectType.SHOW)
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
        source.checkComplete();
    }

    /** Whether the table has one row per box. */
    boolean hasBoxes() {
        return source.boxes().isPresent();
    }

    /** The columns of the table, with the possible values of the labels where they are known. */
    DataTableSpec columns() {
        return hasBoxes() ? DatasetColumns.boxes(ava.hasFrames()).spec()
            : DatasetColumns.videos(source.list().orElseThrow(), Classes.NONE).spec();
    }

    DatasetList read() throws IOException {
        ListFormat format = source.list().orElseThrow();
        ClassFile classes = LocalFile.read(classFile, format::classes).orElse(null);
        Path folder = source.folder().orElse(null);
        DatasetList read = source.read(list -> DatasetList.read(format, list, folder, classes, labelsAre.reading,
            separator.separator, part.part));
        return background.isPresent() && format.has(ListedVideo.Field.SPAN)
            ? BackgroundSegments.in(read, background.get()) : read;
    }

    /** The boxes of a list of boxes, with their pictures where a list of frames is chosen. */
    BoxList readBoxes() throws IOException {
        BoxFormat format = source.boxes().orElseThrow();
        Path folder = source.folderOrThatOfTheList();
        return source.read(list -> {
            LocalFile.Reading<BoxList> reading = classes -> format.read(ava.source(list, folder, classes));
            Optional<BoxList> named = LocalFile.read(classFile, reading);
            return named.isPresent() ? named.get() : reading.of(null);
        });
    }
}
