package org.knime.core.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a {@link DataTableSpec}. */
public final class DataTableSpecCreator {
    private final List<DataColumnSpec> m_columns = new ArrayList<>();
    private final Map<String, String> m_properties = new LinkedHashMap<>();
    private String m_name;

    public DataTableSpecCreator() {
        // starts without columns
    }

    public DataTableSpecCreator(DataTableSpec spec) {
        m_name = spec.getName();
        addColumns(spec).putProperties(spec.getProperties());
    }

    public DataTableSpecCreator setName(String name) {
        m_name = name;
        return this;
    }

    public DataTableSpecCreator addColumns(DataColumnSpec... columns) {
        m_columns.addAll(List.of(columns));
        return this;
    }

    public DataTableSpecCreator addColumns(DataTableSpec spec) {
        spec.forEach(m_columns::add);
        return this;
    }

    public DataTableSpecCreator replaceColumn(int index, DataColumnSpec column) {
        m_columns.set(index, column);
        return this;
    }

    public DataTableSpecCreator dropAllColumns() {
        m_columns.clear();
        return this;
    }

    public DataTableSpecCreator dropAllDomains() {
        m_columns.replaceAll(column -> new DataColumnSpecCreator(column.getName(), column.getType()).createSpec());
        return this;
    }

    public DataTableSpecCreator putProperty(String key, String value) {
        m_properties.put(key, value);
        return this;
    }

    public DataTableSpecCreator putProperties(Map<String, String> properties) {
        m_properties.putAll(properties);
        return this;
    }

    public DataTableSpec createSpec() {
        return new DataTableSpec(m_name, List.copyOf(m_columns), m_properties);
    }
}
