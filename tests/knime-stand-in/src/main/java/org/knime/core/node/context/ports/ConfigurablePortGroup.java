package org.knime.core.node.context.ports;

import org.knime.core.node.port.PortType;

/** Ports that users can change. */
public interface ConfigurablePortGroup extends PortGroupConfiguration {
    PortType[] getSupportedPortTypes();
}
