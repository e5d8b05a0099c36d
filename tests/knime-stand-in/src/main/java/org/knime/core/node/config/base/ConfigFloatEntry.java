package org.knime.core.node.config.base;

/** A float in a configuration. */
public final class ConfigFloatEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final float m_value;

    public ConfigFloatEntry(String key, float value) {
        super(key, ConfigEntries.xfloat);
        m_value = value;
    }

    public ConfigFloatEntry(String key, String value) {
        this(key, Float.parseFloat(value));
    }

    public float getFloat() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigFloatEntry that && Float.compare(m_value, that.m_value) == 0;
    }
}
