package org.knime.core.node.config.base;

import java.util.Objects;

/** A text in a configuration, possibly null. */
public final class ConfigStringEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final String m_value;

    public ConfigStringEntry(String key, String value) {
        super(key, ConfigEntries.xstring);
        m_value = value;
    }

    public String getString() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return m_value;
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigStringEntry that && Objects.equals(m_value, that.m_value);
    }
}
