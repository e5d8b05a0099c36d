package org.knime.core.node.config.base;

/** A byte in a configuration. */
public final class ConfigByteEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final byte m_value;

    public ConfigByteEntry(String key, byte value) {
        super(key, ConfigEntries.xbyte);
        m_value = value;
    }

    public ConfigByteEntry(String key, String value) {
        this(key, Byte.parseByte(value));
    }

    public byte getByte() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigByteEntry that && m_value == that.m_value;
    }
}
