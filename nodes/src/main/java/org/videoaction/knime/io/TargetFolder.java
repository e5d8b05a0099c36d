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

/** A folder in which a node writes several files. */
public final class TargetFolder implements NodeParameters {

    @Widget(title = "Folder", description = """
            Where the files go, on this machine, relative to the workflow or on a KNIME Hub. The folder is made where it is missing.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persist(configKey = "folder")
    FileSelection folder = new FileSelection();

    public boolean isChosen() {
        return LocalFile.isChosen(folder);
    }

    /** The folder, which is there then. */
    public Target open() throws IOException {
        Target target = new Target(folder);
        target.createFolder();
        return target;
    }

    /** A folder of this machine, which is there then, by its path. */
    static Path create(FileSelection folder) throws IOException {
        try (Target target = new Target(folder)) {
            target.createFolder();
        }
        return LocalFile.of(folder);
    }
}
