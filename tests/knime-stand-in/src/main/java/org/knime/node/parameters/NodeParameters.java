package org.knime.node.parameters;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.persistence.Persistable;

/** The parameters of a node, or a group of them. */
public interface NodeParameters extends Persistable, WidgetGroup {
    default void validate() throws InvalidSettingsException {
        // any values will do
    }
}
