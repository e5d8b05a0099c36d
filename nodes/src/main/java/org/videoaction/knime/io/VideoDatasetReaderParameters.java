package org.videoaction.knime.io;

import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;

/** The settings of the Video Dataset Reader. */
final class VideoDatasetReaderParameters implements NodeParameters {

    @Widget(title = "Annotation list", description = """
            A text file with a line a video: its path, a space and its label. The path is relative to the folder of the
            list; the label is a class index, counted from 0, or a class name without spaces.
            """)
    @FileReaderWidget(fileExtensions = {"txt", "csv", "list"})
    @Persist(configKey = "list_file")
    FileSelection m_listFile = new FileSelection();

    @Widget(title = "Class names (optional)", description = """
            A text file with a class name a line, in the order of the class indices. Without it the classes are named
            by the labels of the list.
            """)
    @FileReaderWidget(fileExtensions = {"txt"})
    @Persist(configKey = "class_file")
    FileSelection m_classFile = new FileSelection();
}
