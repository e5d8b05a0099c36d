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
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.data.Progress;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.model.exchange.CodeBase;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Preprocessing;

/** The settings of the Video Model Reader. */
final class VideoModelReaderParameters implements CompleteSettings {

    @Section(title = "Model")
    interface ModelSection {}

    @Section(title = "Weights of other programs")
    @After(ModelSection.class)
    interface ForeignSection {}

    /** Stands for the network that the file itself shows. */
    static final String AUTOMATIC = "automatic";

    /** The file's own network, and the names of the zoo. */
    static final class Networks implements StringChoicesProvider {

        @Override
        public List<String> choices(NodeParametersInput input) {
            return Stream.concat(Stream.of(AUTOMATIC), ModelZoo.entries().stream().map(ModelZoo.Entry::name)).toList();
        }
    }

    /** How a training normalised the bytes of its clips. */
    enum Normalisation {
        @Label(value = "As its program mostly does", description = "Or as the file says, which some of PySlowFast's do.")
        AUTOMATIC(null),
        @Label(value = "PySlowFast", description = "Mean 0.45, deviation 0.225.")
        PYSLOWFAST(Preprocessing.KINETICS),
        @Label(value = "ImageNet", description = "Mean 0.485, 0.456, 0.406, deviation 0.229, 0.224, 0.225: most of MMAction2.")
        IMAGENET(CodeBase.Means.IMAGENET),
        @Label(value = "VMZ", description = "Mean 0.432, 0.395, 0.376, deviation 0.228, 0.221, 0.217: also MMAction2's CSN from scratch.")
        VMZ(CodeBase.Means.VMZ);

        private final Preprocessing preprocessing;

        Normalisation(Preprocessing preprocessing) {
            this.preprocessing = preprocessing;
        }
    }

    @Widget(title = "File", description = """
            A model that this extension saved, an ONNX or TorchScript file that it exported, or the weights of another
            program: .pth, .pyth, .pkl, .pdparams or .safetensors. Which of them it is shows by its content.
            """)
    @FileReaderWidget(fileExtensions = {"zip", "pth", "pyth", "pt", "pkl", "pdparams", "safetensors", "onnx"})
    @Layout(ModelSection.class)
    @Persist(configKey = "file")
    FileSelection file = new FileSelection();

    @Widget(title = "Class names (optional)", description = """
            A text file with one class name per line, in the order of the class indices, or a JSON file that gives the
            index of each name, or AVA's .pbtxt file. Without it, classes of other programs' weights are called by their indices.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "json", "pbtxt"})
    @Layout(ModelSection.class)
    @Persist(configKey = "class_file")
    FileSelection classFile = new FileSelection();

    @Widget(title = "Number of classes", description = """
            0 for as many as the file has, or as there are class names. Another number than the file's gives a new
            classifier, which has to be trained.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(ModelSection.class)
    @Persist(configKey = "classes")
    int classes;

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
            The side of the clips that the model takes; 0 for that of the training. PySlowFast tests at 256 what
            it trained at 224; its networks then take the classes place by place, as they do there.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(ForeignSection.class)
    @Persist(configKey = "crop_size")
    int cropSize;

    @Advanced
    @Widget(title = "Seed", description = "The same seed gives a new classifier the same weights.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(ForeignSection.class)
    @Persist(configKey = "seed")
    long seed = 1;

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
    }

    ImportedModel read(Progress progress) throws IOException {
        Classes names = LocalFile.isChosen(classFile) ? LocalFile.read(classFile, ClassFile::read).classes()
            : Classes.NONE;
        ImportRequest request = new ImportRequest(network(), classes, names,
            Optional.ofNullable(normalisation.preprocessing), cropSize, seed);
        return LocalFile.read(this.file, file -> ModelImport.read(file, request, progress));
    }

    private Optional<ModelZoo.Entry> network() {
        return network.equals(AUTOMATIC) ? Optional.empty() : Optional.of(ModelZoo.entry(network));
    }
}
