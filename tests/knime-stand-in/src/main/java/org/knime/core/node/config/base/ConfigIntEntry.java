package org.knime.core.node.config.base;

/** An int in a configuration. */
public final class ConfigIntEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final int m_value;

    public ConfigIntEntry(String key, int value) {
        super(key, ConfigEntries.xint);
        m_value = value;
    }

    public ConfigIntEntry(String key, String value) {
        this(key, Integer.parseInt(value));
    }

    public int getInt() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigIntEntry that && m_value == that.m_value;
    }
}
