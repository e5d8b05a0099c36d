package org.knime.node.parameters.widget.choices.util;

/** Knows which input its columns are in. */
public interface InputTableIndexHolder {
    default int getInputTableIndex() {
        return 0;
    }
}
