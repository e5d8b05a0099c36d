package org.knime.core.node;

import java.util.Arrays;
import org.knime.core.node.context.ports.ExchangeablePortGroup;
import org.knime.core.node.context.ports.PortGroupConfiguration;
import org.knime.core.node.port.PortType;

/** A port of one of several types. */
final class ExchangedPortGroup implements ExchangeablePortGroup {
    private final PortType[] m_supported;
    private PortType m_selected;

    ExchangedPortGroup(PortType selected, PortType... supported) {
        m_selected = selected;
        m_supported = supported;
    }

    @Override
    public boolean definesInputPorts() {
        return true;
    }

    @Override
    public boolean definesOutputPorts() {
        return false;
    }

    @Override
    public PortType[] getSupportedPortTypes() {
        return m_supported.clone();
    }

    @Override
    public PortType getSelectedPortType() {
        return m_selected;
    }

    @Override
    public void setSelectedPortType(PortType type) {
        if (!Arrays.asList(m_supported).contains(type)) {
            throw new IllegalArgumentException("A port cannot become one of type " + type);
        }
        m_selected = type;
    }

    @Override
    public PortGroupConfiguration copy() {
        return new ExchangedPortGroup(m_selected, m_supported);
    }

    @Override
    public void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        setSelectedPortType(PortType.load(settings));
    }

    @Override
    public void saveSettingsTo(NodeSettingsWO settings) {
        m_selected.save(settings);
    }
}
