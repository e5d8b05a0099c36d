package org.knime.core.node.config.base;

/** A char in a configuration. */
public final class ConfigCharEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final char m_value;

    public ConfigCharEntry(String key, char value) {
        super(key, ConfigEntries.xchar);
        m_value = value;
    }

    public ConfigCharEntry(String key, String value) {
        this(key, value.charAt(0));
    }

    public char getChar() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigCharEntry that && m_value == that.m_value;
    }
}
