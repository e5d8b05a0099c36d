package org.knime.core.data;

import java.util.List;

/** Makes a {@link DataColumnSpec}. */
public final class DataColumnSpecCreator {
    private String m_name;
    private DataType m_type;
    private DataColumnDomain m_domain;
    private DataColumnProperties m_properties;
    private List<String> m_elementNames;

    public DataColumnSpecCreator(String name, DataType type) {
        m_name = name;
        m_type = type;
        m_domain = new DataColumnDomainCreator().createDomain();
        m_properties = new DataColumnProperties();
        m_elementNames = List.of(name);
    }

    public DataColumnSpecCreator(DataColumnSpec spec) {
        m_name = spec.getName();
        m_type = spec.getType();
        m_domain = spec.getDomain();
        m_properties = spec.getProperties();
        m_elementNames = spec.getElementNames();
    }

    public DataType getType() {
        return m_type;
    }

    public void setName(String name) {
        m_name = name;
    }

    public void setType(DataType type) {
        m_type = type;
    }

    public void setDomain(DataColumnDomain domain) {
        m_domain = domain == null ? new DataColumnDomainCreator().createDomain() : domain;
    }

    public void setProperties(DataColumnProperties properties) {
        m_properties = properties;
    }

    public void setElementNames(String[] names) {
        m_elementNames = List.of(names);
    }

    public DataColumnSpec createSpec() {
        return new DataColumnSpec(m_name, m_type, m_domain, m_properties, m_elementNames);
    }
}
