package org.videoaction.knime.io;

import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Widget;

/** Where a predictor keeps the scores of each video. */
public final class ScoresFolder extends KeptFolder {

    @Widget(title = "Output folder (optional)", description = """
            A folder of this machine, or one relative to the workflow, that keeps each video's scores as soon as it is done.
            When the node is executed again after it was canceled, failed or lost power, it scores only the videos that are
            left and ends with the very same numbers. Scores belong to the content of a video: one that was replaced is scored
            anew, one that is new is added, and the others are kept, whatever their paths and their order. A folder belongs to
            one model, recipe of clips and the same settings: for others choose another one. Empty for none.
            """)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    FileSelection folder;

    public ScoresFolder() {
        this(new FileSelection());
    }

    ScoresFolder(FileSelection folder) {
        this.folder = folder;
    }

    @Override
    FileSelection chosen() {
        return folder;
    }

    /** Under the key that it has had since version 1.0.0. */
    public static final class Persistence extends AsText<ScoresFolder> {
        Persistence() {
            super("output_folder", ScoresFolder::new);
        }
    }
}
