package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileWriterWidget;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.data.Progress;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.Computed;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.saved.VideoModel;

/** The settings of the Video Model Writer. */
final class VideoModelWriterParameters implements CompleteSettings {

    @Section(title = "Output")
    interface Output {}

    /** What is written. */
    enum Format {
        @Label(value = "Model file (.zip)", description = """
                This extension's own: everything that the model is, its weights as safetensors. The Video Model Reader reads
                it.
                """)
        MODEL(ExportFormat.MODEL),
        @Label(value = "ONNX (.onnx)", description = """
                For ONNX Runtime, TensorRT, OpenVINO and others: operator set 17, any number of clips at a time.
                """)
        ONNX(ExportFormat.ONNX),
        @Label(value = "TorchScript (.pt)", description = "For <tt>torch.jit.load</tt> in Python and for libtorch in C++.")
        TORCHSCRIPT(ExportFormat.TORCHSCRIPT),
        @Label(value = "PyTorch checkpoint (.pth)", description = """
                The weights alone, by the names of PySlowFast, or of MMAction2 for channel-separated networks, for
                <tt>torch.load</tt>: to go on training there.
                """)
        CHECKPOINT(ExportFormat.CHECKPOINT);

        private final ExportFormat export;

        Format(ExportFormat export) {
            this.export = export;
        }

        ExportFormat format() {
            return export;
        }
    }

    /** What happens where the file is there already. */
    enum IfExists {
        @Label(value = "Fail", description = "The node stops, and the file stays as it is.")
        FAIL,
        @Label(value = "Overwrite", description = "The file is replaced by the new one as soon as that is whole.")
        OVERWRITE
    }

    /** Refers to the format. */
    interface FormatReference extends ParameterReference<Format> {}

    /** What names of files of the format end in: the dialog appends it. */
    static final class Extension extends Computed<String> {

        private Supplier<Format> format;

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            format = initializer.computeFromValueSupplier(FormatReference.class);
        }

        @Override
        protected String compute(NodeParametersInput input) {
            return format.get().format().extension();
        }
    }

    @Widget(title = "Format", description = "What is written.")
    @Layout(Output.class)
    @ValueReference(FormatReference.class)
    @Persist(configKey = "format")
    Format format = Format.MODEL;

    @Widget(title = "File", description = "The file to write, on this machine, relative to the workflow or on a KNIME Hub.")
    @FileWriterWidget(fileExtensionProvider = Extension.class)
    @Layout(Output.class)
    @Persist(configKey = "file")
    FileSelection file = new FileSelection();

    @Widget(title = "If the file exists", description = "Whether a file of that name is replaced.")
    @ValueSwitchWidget
    @Layout(Output.class)
    @Persist(configKey = "if_exists")
    IfExists ifExists = IfExists.FAIL;

    @Widget(title = "Create missing folders", description = "Whether the folders that the file lies in are created.")
    @Layout(Output.class)
    @Persist(configKey = "create_folders")
    boolean createFolders = true;

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (!LocalFile.isChosen(file)) {
            throw new InvalidSettingsException("No file to write is chosen. Choose where the model goes.");
        }
    }

    /** What was written, as tables call it, and its bytes. */
    record Written(String file, long size) {}

    /** Writes the model. */
    Written write(VideoModel model, Progress progress) throws IOException {
        try (Target target = new Target(file)) {
            if (createFolders) {
                target.createParent();
            }
            Path path = target.file();
            if (ifExists == IfExists.FAIL && Files.exists(path)) {
                throw new IOException("The file " + Target.name(path) + " exists. Choose another one, or to overwrite it.");
            }
            Target.write(path, whole -> format.format().write(model, whole, progress));
            return new Written(Target.name(path), Files.size(path));
        }
    }

    /** Whether the file's name ends as is usual for the format. */
    boolean hasUsualName() {
        return file.getFSLocation().getPath().toLowerCase(Locale.ROOT).endsWith("." + format.format().extension());
    }
}
