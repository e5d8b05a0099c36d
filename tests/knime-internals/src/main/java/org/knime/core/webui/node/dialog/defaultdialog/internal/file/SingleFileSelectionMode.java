package org.knime.core.webui.node.dialog.defaultdialog.internal.file;

/** What a file chooser is for, from KNIME 5.9 on. */
public enum SingleFileSelectionMode {
    FILE,
    FOLDER,
    FILE_OR_FOLDER,
    WORKFLOW
}
