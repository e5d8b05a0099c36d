package org.knime.core.node.context;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Can write itself to settings and read itself from them. */
public interface NodeSettingsPersistable {
    void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException;

    void saveSettingsTo(NodeSettingsWO settings);
}
