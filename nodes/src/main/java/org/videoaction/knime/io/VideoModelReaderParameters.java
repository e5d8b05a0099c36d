package org.videoaction.knime.io;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.Progress;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.Computed;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.exchange.CodeBase;
import org.videoaction.model.exchange.ForeignClips;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.published.ClassNames;

/** The settings of the Video Model Reader. */
final class VideoModelReaderParameters implements CompleteSettings {

    @Section(title = "Model")
    interface ModelSection {}

    @Section(title = "Weights of other programs")
    @Advanced
    @After(ModelSection.class)
    interface ForeignSection {}

    @Section(title = "Networks of other programs (ONNX, TorchScript)")
    @Advanced
    @After(ForeignSection.class)
    interface ProgramSection {}

    /** Stands for the network that the file itself shows. */
    static final String AUTOMATIC = "automatic";
    private static final String CLASS_FILE = "class_file";

    /** The file's own network, and the names of the zoo. */
    static final class Networks extends Computed<List<StringChoice>> implements StringChoicesProvider {

        @Override
        protected List<StringChoice> compute(NodeParametersInput input) {
            return Stream.concat(Stream.of(new StringChoice(AUTOMATIC, "(automatic)")), ModelZoo.entries().stream()
                .map(ModelZoo.Entry::name).map(name -> new StringChoice(name, ModelZoo.title(name)))).toList();
        }
    }

    /** A number of classes that is not the file's. */
    static final class ClassCount extends OptionalSetting.OfInt {
        ClassCount() {
            super("classes", 0, 10);
        }
    }

    /** A crop that is not that of the training. */
    static final class CropSize extends OptionalSetting.OfInt {
        CropSize() {
            super("crop_size", 0, 256);
        }
    }

    /** Frames of a clip that the file does not say. */
    static final class ClipFrames extends OptionalSetting.OfInt {
        ClipFrames() {
            super("clip_frames", 0, 16);
        }
    }

    /** How many of the video's frames lie from one of a clip's to the next. */
    static final class FrameStride extends OptionalSetting.OfInt {
        FrameStride() {
            super("frame_stride", 0, 4);
        }
    }

    /** The order of a clip's sides. */
    enum Sides {
        @Label(value = "Automatic", description = "That of the file's input in which the colors are three, or that a trial takes.")
        AUTOMATIC(null),
        @Label(value = "N x C x T x H x W", description = "Colors before frames: most networks.")
        CHANNELS_FIRST(ClipLayout.CHANNELS_FIRST),
        @Label(value = "N x T x C x H x W", description = "Frames before colors: VideoMAE, TimeSformer and others of Transformers.")
        FRAMES_FIRST(ClipLayout.FRAMES_FIRST),
        @Label(value = "N x T x H x W x C", description = "Colors last: networks of TensorFlow.")
        CHANNELS_LAST(ClipLayout.CHANNELS_LAST);

        private final ClipLayout layout;

        Sides(ClipLayout layout) {
            this.layout = layout;
        }
    }

    /** What a network gives. */
    enum Scores {
        @Label(value = "Automatic", description = """
            Probabilities, where those of a trial lie between 0 and 1; else softmax makes them.
            """)
        AUTOMATIC(null),
        @Label(value = "Probabilities", description = "Taken as they are.")
        PROBABILITIES(ForeignClips.Scores.PROBABILITIES),
        @Label(value = "For softmax", description = "One class holds.")
        SOFTMAX(ForeignClips.Scores.FOR_SOFTMAX),
        @Label(value = "For sigmoid", description = "Any number of classes hold.")
        SIGMOID(ForeignClips.Scores.FOR_SIGMOID);

        private final ForeignClips.Scores scores;

        Scores(ForeignClips.Scores scores) {
            this.scores = scores;
        }
    }

    /** Where the names of the classes come from. */
    enum ClassNaming {
        @Label(value = "Automatic", description = """
                Those that the file has; else those of the data set that its program and the number of classes point to,
                with a warning; else numbers.
                """)
        AUTOMATIC(""),
        @Label("Kinetics-400")
        KINETICS_400("kinetics-400"),
        @Label("Kinetics-600")
        KINETICS_600("kinetics-600"),
        @Label("Kinetics-700")
        KINETICS_700("kinetics-700"),
        @Label("Kinetics-710")
        KINETICS_710("kinetics-710"),
        @Label("Something-Something V2")
        SOMETHING_SOMETHING_V2("something-something-v2"),
        @Label("Charades")
        CHARADES("charades"),
        @Label("AVA")
        AVA("ava"),
        @Label("AVA (60 measured)")
        AVA_60("ava-60"),
        @Label("Jester")
        JESTER("jester"),
        @Label("UCF101")
        UCF101("ucf101"),
        @Label("HMDB51")
        HMDB51("hmdb51"),
        @Label("Diving48")
        DIVING48("diving48"),
        @Label(value = "From a file", description = "Those of a file, by index.")
        FROM_FILE(""),
        @Label(value = "Numbers", description = "The indices of the classes, from 0.")
        NUMBERS("");

        private final String dataset;

        ClassNaming(String dataset) {
            this.dataset = dataset;
        }

        /** Whose names are built in, empty where they come from elsewhere. */
        String dataset() {
            return dataset;
        }
    }

    static final class IsFromFile extends IsOneOf<ClassNaming> {
        IsFromFile() {
            super(ClassNaming.FROM_FILE);
        }
    }

    /** Before there was a choice the names were those of the file, and numbers without one. */
    static final class FileWasChosen implements NodeParametersMigration<ClassNaming> {
        @Override
        public List<ConfigMigration<ClassNaming>> getConfigMigrations() {
            return List.of(ConfigMigration.builder(settings -> {
                String file = settings.getNodeSettings(CLASS_FILE).getNodeSettings("path").getString("path", "");
                return file == null || file.isBlank() ? ClassNaming.NUMBERS : ClassNaming.FROM_FILE;
            }).build());
        }
    }

    /** How a training normalised the bytes of its clips. */
    enum Normalisation {
        @Label(value = "Automatic", description = """
            As its program mostly does, or as the file says, which some of PySlowFast's do; ONNX and TorchScript files as for
            ImageNet.
            """)
        AUTOMATIC(null),
        @Label(value = "PySlowFast", description = "Mean 0.45, deviation 0.225.")
        PYSLOWFAST(Preprocessing.KINETICS),
        @Label(value = "ImageNet", description = "Mean 0.485, 0.456, 0.406, deviation 0.229, 0.224, 0.225: most of MMAction2.")
        IMAGENET(CodeBase.Means.IMAGENET),
        @Label(value = "VMZ", description = "Mean 0.432, 0.395, 0.376, deviation 0.228, 0.221, 0.217: also MMAction2's CSN from scratch.")
        VMZ(CodeBase.Means.VMZ),
        @Label(value = "0 to 1", description = "Values are divided by 255.")
        ZERO_TO_ONE(CodeBase.Means.ZERO_TO_ONE),
        @Label(value = "-1 to 1", description = "Mean 0.5, deviation 0.5.")
        MINUS_ONE_TO_ONE(CodeBase.Means.MINUS_ONE_TO_ONE),
        @Label(value = "0 to 255", description = "None: values are floats from 0 to 255.")
        NONE(CodeBase.Means.NONE);

        private final Preprocessing preprocessing;

        Normalisation(Preprocessing preprocessing) {
            this.preprocessing = preprocessing;
        }
    }

    @Widget(title = "File", description = """
            A model that this extension saved, an ONNX or TorchScript file, or the weights of another program: .pth, .pyth,
            .pkl, .pdparams or .safetensors. Which of them it is shows by its content.
            """)
    @FileReaderWidget(fileExtensions = {"zip", "pth", "pyth", "pt", "pkl", "pdparams", "safetensors", "onnx"})
    @Layout(ModelSection.class)
    @Persist(configKey = "file")
    FileSelection file = new FileSelection();

    @Widget(title = "Class names", description = """
            What the classes of other programs' weights are called. Models of this extension know theirs, which are replaced
            only by those of a data set or of a file.
            """)
    @ValueReference(IsFromFile.class)
    @Layout(ModelSection.class)
    @Persist(configKey = "class_names")
    @Migration(FileWasChosen.class)
    ClassNaming classNames = ClassNaming.AUTOMATIC;

    @Widget(title = "Class file", description = """
            A text file with one class name per line, in the order of the class indices, or a JSON file that gives the
            index of each name, or AVA's .pbtxt file.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "json", "pbtxt"})
    @Effect(predicate = IsFromFile.class, type = EffectType.SHOW)
    @Layout(ModelSection.class)
    @Persist(configKey = CLASS_FILE)
    FileSelection classFile = new FileSelection();

    @Widget(title = "Number of classes", description = """
            Another number than the file's gives a new classifier, which has to be trained. Without it, as many as the file
            has, or as there are class names.
            """)
    @OptionalWidget(defaultProvider = ClassCount.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ModelSection.class)
    @Persistor(ClassCount.class)
    Optional<Integer> classes = Optional.empty();

    @Widget(title = "Network", description = """
            The network of another program's weights. Found out from the file's tensors, it is right but for what they do
            not show: how many frames the clips have, alpha of some SlowFast networks, the pool of non-local blocks. The
            node's warning says what was taken for granted; a name chosen here says it for sure.
            """)
    @ChoicesProvider(Networks.class)
    @Layout(ForeignSection.class)
    @Persist(configKey = "network")
    String network = AUTOMATIC;

    @Widget(title = "Normalization", description = "How the training of another program's weights normalized its clips.")
    @Layout(ForeignSection.class)
    @Persist(configKey = "normalisation")
    Normalisation normalisation = Normalisation.AUTOMATIC;

    @Widget(title = "Crop size (pixels)", description = """
            The side of the clips that the model takes. Without it, that of the training. PySlowFast tests at 256 what
            it trained at 224; its networks then take the classes place by place, as they do there.
            """)
    @OptionalWidget(defaultProvider = CropSize.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ForeignSection.class)
    @Persistor(CropSize.class)
    Optional<Integer> cropSize = Optional.empty();

    @Widget(title = "Seed", description = "The same seed gives a new classifier the same weights.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(ForeignSection.class)
    @Persist(configKey = "seed")
    long seed = 1;

    @Widget(title = "Clip layout", description = """
            The order of a clip's sides: clips, colors, frames, height and width. The file of an ONNX network mostly shows it.
            """)
    @Layout(ProgramSection.class)
    @Persist(configKey = "clip_layout")
    @Migrate(loadDefaultIfAbsent = true)
    Sides clipLayout = Sides.AUTOMATIC;

    @Widget(title = "Frames of a clip", description = """
            How many the network takes, where its file leaves it open, as TorchScript files do. Without it 16. The size of the
            frames is the crop size above, else that of the file or 224.
            """)
    @OptionalWidget(defaultProvider = ClipFrames.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ProgramSection.class)
    @Persistor(ClipFrames.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Integer> clipFrames = Optional.empty();

    @Widget(title = "Frame stride", description = """
            A clip is made of one of so many frames of the video. No file says it. Without it what makes clips span 64 frames.
            """)
    @OptionalWidget(defaultProvider = FrameStride.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ProgramSection.class)
    @Persistor(FrameStride.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Integer> frameStride = Optional.empty();

    @Widget(title = "Scores", description = "What the network gives for each class.")
    @Layout(ProgramSection.class)
    @Persist(configKey = "scores")
    @Migrate(loadDefaultIfAbsent = true)
    Scores scores = Scores.AUTOMATIC;

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        try {
            network();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (!LocalFile.isChosen(file)) {
            throw new InvalidSettingsException("No file is chosen. Choose the file with the model.");
        }
        if (classNames == ClassNaming.FROM_FILE && !LocalFile.isChosen(classFile)) {
            throw new InvalidSettingsException("No class file is chosen. Choose the file with the names of the classes.");
        }
    }

    ImportedModel read(Progress progress) throws IOException {
        Classes names = classNames == ClassNaming.FROM_FILE ? LocalFile.read(classFile, ClassFile::read).classes()
            : ClassNames.of(classNames.dataset).orElse(Classes.NONE);
        ImportRequest request = new ImportRequest(network(), classes.orElse(0), names,
            Optional.ofNullable(normalisation.preprocessing), cropSize.orElse(0), seed,
            new ForeignClips(Optional.ofNullable(clipLayout.layout), clipFrames.orElse(0), frameStride.orElse(0),
                Optional.ofNullable(scores.scores)));
        ImportedModel imported = LocalFile.read(this.file, file -> ModelImport.read(file, request, progress));
        return switch (classNames) {
            case AUTOMATIC -> ClassNames.guessed(imported);
            case NUMBERS -> imported.numbered();
            default -> imported;
        };
    }

    private Optional<ModelZoo.Entry> network() {
        return network.equals(AUTOMATIC) ? Optional.empty() : Optional.of(ModelZoo.entry(network));
    }
}
