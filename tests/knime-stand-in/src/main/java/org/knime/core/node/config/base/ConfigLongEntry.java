package org.knime.core.node.config.base;

/** A long in a configuration. */
public final class ConfigLongEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final long m_value;

    public ConfigLongEntry(String key, long value) {
        super(key, ConfigEntries.xlong);
        m_value = value;
    }

    public ConfigLongEntry(String key, String value) {
        this(key, Long.parseLong(value));
    }

    public long getLong() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigLongEntry that && m_value == that.m_value;
    }
}
