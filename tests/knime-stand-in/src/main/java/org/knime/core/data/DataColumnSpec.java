package org.knime.core.data;

import java.util.List;
import java.util.Objects;

/** Name, type and domain of a column. */
public final class DataColumnSpec {
    private final String m_name;
    private final DataType m_type;
    private final DataColumnDomain m_domain;
    private final DataColumnProperties m_properties;
    private final List<String> m_elementNames;

    DataColumnSpec(String name, DataType type, DataColumnDomain domain, DataColumnProperties properties,
        List<String> elementNames) {
        m_name = Objects.requireNonNull(name);
        m_type = Objects.requireNonNull(type);
        m_domain = domain;
        m_properties = properties;
        m_elementNames = elementNames;
    }

    public String getName() {
        return m_name;
    }

    public DataType getType() {
        return m_type;
    }

    public DataColumnDomain getDomain() {
        return m_domain;
    }

    public DataColumnProperties getProperties() {
        return m_properties;
    }

    public List<String> getElementNames() {
        return m_elementNames;
    }

    public boolean equalStructure(DataColumnSpec other) {
        return other != null && m_name.equals(other.m_name) && m_type.equals(other.m_type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnSpec that && equalStructure(that) && m_domain.equals(that.m_domain)
            && m_properties.equals(that.m_properties) && m_elementNames.equals(that.m_elementNames);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_name, m_type);
    }

    @Override
    public String toString() {
        return m_name + " (" + m_type + ")";
    }
}
