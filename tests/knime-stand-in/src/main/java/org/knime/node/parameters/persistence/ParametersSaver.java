package org.knime.node.parameters.persistence;

import org.knime.core.node.NodeSettingsWO;

/** Writes a parameter. */
public interface ParametersSaver<T> {
    void save(T parameter, NodeSettingsWO settings);
}
