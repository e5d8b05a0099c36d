package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;

/** A folder that this machine shares with those of a cluster. */
public final class SharedFolder implements NodeParameters {

    @Widget(title = "Shared folder", description = """
            A folder that this computer and all of the cluster see under the same path. Model, list and scores are put there. When
            the node is executed again after it was canceled or failed, it goes on with the videos that are left. A folder
            belongs to one model, table and the same settings: for others choose another one.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persist(configKey = "folder")
    FileSelection folder = new FileSelection();

    public boolean isChosen() {
        return LocalFile.isChosen(folder);
    }

    /** The folder, which is there then. */
    public Path create() throws IOException {
        return TargetFolder.create(folder);
    }
}
