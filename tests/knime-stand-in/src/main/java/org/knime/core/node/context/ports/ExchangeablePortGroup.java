package org.knime.core.node.context.ports;

import org.knime.core.node.port.PortType;

/** A port whose type users can change. */
public interface ExchangeablePortGroup extends ConfigurablePortGroup {
    PortType getSelectedPortType();

    void setSelectedPortType(PortType type);

    @Override
    default PortType[] getInputPorts() {
        return new PortType[] {getSelectedPortType()};
    }

    @Override
    default PortType[] getOutputPorts() {
        return new PortType[] {getSelectedPortType()};
    }
}
