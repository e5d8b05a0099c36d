package org.knime.core.node;

import org.knime.core.node.context.ports.PortGroupConfiguration;
import org.knime.core.node.port.PortType;

/** Ports that are always there. */
record FixedPortGroup(boolean definesInputPorts, boolean definesOutputPorts, PortType... types)
    implements PortGroupConfiguration {
    @Override
    public PortType[] getInputPorts() {
        return types;
    }

    @Override
    public PortType[] getOutputPorts() {
        return types;
    }

    @Override
    public PortGroupConfiguration copy() {
        return this;
    }

    @Override
    public void loadSettingsFrom(NodeSettingsRO settings) {
        // always the same
    }

    @Override
    public void saveSettingsTo(NodeSettingsWO settings) {
        // always the same
    }
}
