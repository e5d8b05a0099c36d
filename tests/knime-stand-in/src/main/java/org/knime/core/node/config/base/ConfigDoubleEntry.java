package org.knime.core.node.config.base;

/** A double in a configuration. */
public final class ConfigDoubleEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;
    private final double m_value;

    public ConfigDoubleEntry(String key, double value) {
        super(key, ConfigEntries.xdouble);
        m_value = value;
    }

    public ConfigDoubleEntry(String key, String value) {
        this(key, Double.parseDouble(value));
    }

    public double getDouble() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return String.valueOf(m_value);
    }

    @Override
    protected boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigDoubleEntry that && Double.compare(m_value, that.m_value) == 0;
    }
}
