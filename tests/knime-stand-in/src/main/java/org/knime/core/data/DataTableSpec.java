package org.knime.core.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComponent;
import org.knime.core.node.port.PortObjectSpec;

/** The columns of a table. */
public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {
    private final String m_name;
    private final List<DataColumnSpec> m_columns;
    private final Map<String, Integer> m_indices = new LinkedHashMap<>();
    private final Map<String, String> m_properties;

    public DataTableSpec() {
        this(new DataColumnSpec[0]);
    }

    public DataTableSpec(String name) {
        this(name, new DataColumnSpec[0]);
    }

    public DataTableSpec(DataColumnSpec... columns) {
        this(null, columns);
    }

    public DataTableSpec(String name, DataColumnSpec... columns) {
        this(name, List.of(columns), Map.of());
    }

    public DataTableSpec(String[] names, DataType[] types) {
        this(createColumnSpecs(names, types));
    }

    public DataTableSpec(String name, String[] names, DataType[] types) {
        this(name, createColumnSpecs(names, types));
    }

    public DataTableSpec(DataTableSpec first, DataTableSpec second) {
        this(null, Stream.concat(first.stream(), second.stream()).toArray(DataColumnSpec[]::new));
    }

    DataTableSpec(String name, List<DataColumnSpec> columns, Map<String, String> properties) {
        m_name = name == null ? "default" : name;
        m_columns = columns;
        m_properties = Map.copyOf(properties);
        for (DataColumnSpec column : columns) {
            if (m_indices.putIfAbsent(column.getName(), m_indices.size()) != null) {
                throw new IllegalArgumentException("Two columns are named \"" + column.getName() + "\"");
            }
        }
    }

    public static final DataColumnSpec[] createColumnSpecs(String[] names, DataType[] types) {
        DataColumnSpec[] columns = new DataColumnSpec[names.length];
        Arrays.setAll(columns, i -> new DataColumnSpecCreator(names[i], types[i]).createSpec());
        return columns;
    }

    public static String getUniqueColumnName(DataTableSpec spec, String wanted) {
        String name = wanted;
        for (int i = 1; spec.containsName(name); i++) {
            name = wanted + " (#" + i + ")";
        }
        return name;
    }

    public String getName() {
        return m_name;
    }

    public Map<String, String> getProperties() {
        return m_properties;
    }

    public int getNumColumns() {
        return m_columns.size();
    }

    public DataColumnSpec getColumnSpec(int index) {
        return m_columns.get(index);
    }

    public DataColumnSpec getColumnSpec(String name) {
        Integer index = m_indices.get(name);
        return index == null ? null : m_columns.get(index);
    }

    public int findColumnIndex(String name) {
        return m_indices.getOrDefault(name, -1);
    }

    public int[] columnsToIndices(String... names) {
        return Stream.of(names).mapToInt(this::findColumnIndex).toArray();
    }

    public boolean containsName(String name) {
        return m_indices.containsKey(name);
    }

    public boolean containsCompatibleType(Class<? extends DataValue> value) {
        return stream().anyMatch(column -> column.getType().isCompatible(value));
    }

    public final String[] getColumnNames() {
        return m_indices.keySet().toArray(String[]::new);
    }

    public Stream<DataColumnSpec> stream() {
        return m_columns.stream();
    }

    @Override
    public Iterator<DataColumnSpec> iterator() {
        return m_columns.iterator();
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    public boolean equalStructure(DataTableSpec other) {
        return other != null && getNumColumns() == other.getNumColumns()
            && stream().allMatch(column -> column.equalStructure(other.getColumnSpec(column.getName())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataTableSpec that && m_name.equals(that.m_name) && m_columns.equals(that.m_columns)
            && m_properties.equals(that.m_properties);
    }

    @Override
    public int hashCode() {
        return m_columns.hashCode();
    }

    @Override
    public String toString() {
        return m_name + m_columns;
    }
}
