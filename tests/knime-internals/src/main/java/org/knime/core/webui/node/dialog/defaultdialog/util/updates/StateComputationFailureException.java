package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

/** Stops the computation of a dialog's state. */
public final class StateComputationFailureException extends Exception {
    private static final long serialVersionUID = 1;
}
