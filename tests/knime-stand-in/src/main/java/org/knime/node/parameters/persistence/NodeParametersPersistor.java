package org.knime.node.parameters.persistence;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.migration.ParametersLoader;

/** Writes and reads a parameter in its own way. */
public interface NodeParametersPersistor<T> extends ParametersSaver<T>, ParametersLoader<T> {
    @Override
    T load(NodeSettingsRO settings) throws InvalidSettingsException;

    @Override
    void save(T parameter, NodeSettingsWO settings);

    String[][] getConfigPaths();
}
