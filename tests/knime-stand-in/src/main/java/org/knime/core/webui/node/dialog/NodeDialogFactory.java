package org.knime.core.webui.node.dialog;

/** Makes the dialog of a node; the stand-in shows none. */
public interface NodeDialogFactory {
    default boolean hasNodeDialog() {
        return true;
    }
}
