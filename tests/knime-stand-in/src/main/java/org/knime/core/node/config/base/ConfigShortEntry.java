package org.knime.core.node.config.base;

/** A short in a configuration. */
public final class ConfigShortEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final short m_value;

    public ConfigShortEntry(String key, short value) {
        super(key, ConfigEntries.xshort);
        m_value = value;
    }

    public ConfigShortEntry(String key, String value) {
        this(key, Short.parseShort(value));
    }

    public short getShort() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigShortEntry that && m_value == that.m_value;
    }
}
