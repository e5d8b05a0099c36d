package org.videoaction.knime.learn;

import java.io.IOException;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.io.KeptFolder;
import org.videoaction.model.training.CheckpointFolder;

/** Where training keeps how far it is. */
final class CheckpointParameters implements NodeParameters {

    /** The folder as version 1.0.0 saved it. */
    static final class FolderAsText extends KeptFolder.AsText {
        FolderAsText() {
            super("folder");
        }
    }

    @Widget(title = "Checkpoint folder (optional)", description = """
            A folder of this machine, or one relative to the workflow, in which training keeps how far it is after every epoch. When the node is executed again
            after it was cancelled, failed or lost power, it goes on from there and ends with the very same model. A folder
            belongs to one training: for other settings or clips choose another one. Empty for none.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persistor(FolderAsText.class)
    FileSelection m_folder = new FileSelection();

    @Widget(title = "Steps between checkpoints", description = """
            For long epochs: after how many steps in the middle of an epoch a checkpoint is written too; 0 for at the end of
            epochs alone.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "every_steps")
    int m_everySteps;

    @Override
    public void validate() throws InvalidSettingsException {
        KeptFolder.check("checkpoint folder", m_folder);
    }

    Optional<CheckpointFolder> folder() throws IOException {
        return KeptFolder.path(m_folder).map(folder -> new CheckpointFolder(folder, m_everySteps));
    }
}
