package org.knime.core.node.context.ports;

import org.knime.core.node.port.PortType;

/** Ports that users can add and remove. */
public interface ExtendablePortGroup extends ConfigurablePortGroup {
    PortType[] getConfiguredPorts();

    boolean hasConfiguredPorts();

    boolean canAddPort();

    void addPort(PortType type);

    PortType removeLastPort();

    @Override
    default PortType[] getInputPorts() {
        return getConfiguredPorts();
    }

    @Override
    default PortType[] getOutputPorts() {
        return getConfiguredPorts();
    }
}
