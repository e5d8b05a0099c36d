package org.videoaction.knime.io;

import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Widget;

/** Where training keeps its checkpoints. */
public final class CheckpointsFolder extends KeptFolder {

    @Widget(title = "Checkpoint folder (optional)", description = """
            A folder of this machine, or one relative to the workflow, in which training keeps how far it is after every epoch. When the node is executed again
            after it was canceled, failed or lost power, it goes on from there and ends with the very same model. A folder
            belongs to one training: for other settings or clips choose another one. A browser shows the file
            history.html in it beside KNIME, which grows with every epoch, as does history.csv. Empty for none.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    FileSelection folder;

    public CheckpointsFolder() {
        this(new FileSelection());
    }

    CheckpointsFolder(FileSelection folder) {
        this.folder = folder;
    }

    @Override
    FileSelection chosen() {
        return folder;
    }

    /** Under the key that it has had since version 1.0.0. */
    public static final class Persistence extends AsText<CheckpointsFolder> {
        Persistence() {
            super("folder", CheckpointsFolder::new);
        }
    }
}
