package org.knime.core.node;

import java.util.Arrays;
import java.util.function.Predicate;
import org.knime.core.node.context.ports.ExtendablePortGroup;
import org.knime.core.node.context.ports.PortGroupConfiguration;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** A port that users can add. */
final class OptionalPortGroup implements ExtendablePortGroup {
    private final boolean m_input;
    private final boolean m_output;
    private final Predicate<PortType> m_supported;
    private PortType m_port;

    OptionalPortGroup(boolean input, boolean output, Predicate<PortType> supported, PortType port) {
        m_input = input;
        m_output = output;
        m_supported = supported;
        m_port = port;
    }

    static Predicate<PortType> oneOf(PortType... types) {
        return Arrays.asList(types)::contains;
    }

    @Override
    public boolean definesInputPorts() {
        return m_input;
    }

    @Override
    public boolean definesOutputPorts() {
        return m_output;
    }

    @Override
    public PortType[] getSupportedPortTypes() {
        return PortTypeRegistry.getInstance().availablePortTypes().stream()
            .filter(type -> !type.isHidden() && m_supported.test(type)).toArray(PortType[]::new);
    }

    @Override
    public PortType[] getConfiguredPorts() {
        return m_port == null ? new PortType[0] : new PortType[] {m_port};
    }

    @Override
    public boolean hasConfiguredPorts() {
        return m_port != null;
    }

    @Override
    public boolean canAddPort() {
        return m_port == null;
    }

    @Override
    public void addPort(PortType type) {
        if (!canAddPort() || !m_supported.test(type)) {
            throw new IllegalArgumentException("A port of type " + type + " cannot be added");
        }
        m_port = type;
    }

    @Override
    public PortType removeLastPort() {
        PortType removed = m_port;
        m_port = null;
        return removed;
    }

    @Override
    public PortGroupConfiguration copy() {
        return new OptionalPortGroup(m_input, m_output, m_supported, m_port);
    }

    @Override
    public void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        m_port = null;
        for (String key : settings) {
            addPort(PortType.load(settings.getNodeSettings(key)));
        }
    }

    @Override
    public void saveSettingsTo(NodeSettingsWO settings) {
        if (m_port != null) {
            m_port.save(settings.addNodeSettings("port_0"));
        }
    }
}
