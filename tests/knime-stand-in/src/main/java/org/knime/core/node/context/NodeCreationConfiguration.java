package org.knime.core.node.context;

import java.util.Optional;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.context.ports.PortsConfiguration;

/** What a node was made with. */
public class NodeCreationConfiguration {
    private final ModifiablePortsConfiguration m_ports;

    protected NodeCreationConfiguration(ModifiablePortsConfiguration ports) {
        m_ports = ports;
    }

    protected Optional<ModifiablePortsConfiguration> getModifiablePortConfig() {
        return Optional.ofNullable(m_ports);
    }

    public Optional<? extends PortsConfiguration> getPortConfig() {
        return getModifiablePortConfig();
    }
}
