package org.knime.core.node.config.base;

/** A boolean in a configuration. */
public final class ConfigBooleanEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final boolean m_value;

    public ConfigBooleanEntry(String key, boolean value) {
        super(key, ConfigEntries.xboolean);
        m_value = value;
    }

    public ConfigBooleanEntry(String key, String value) {
        this(key, Boolean.parseBoolean(value));
    }

    public boolean getBoolean() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigBooleanEntry that && m_value == that.m_value;
    }
}
