package org.knime.core.data.container;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.NominalValue;

/** Learns possible values and bounds from the rows of a table, as KNIME's containers do. */
final class DomainTracker {
    private static final int MOST_VALUES = 60;
    private final DataTableSpec m_spec;
    private final Column[] m_columns;

    DomainTracker(DataTableSpec spec, boolean keepDomain) {
        m_spec = spec;
        m_columns = spec.stream().map(column -> new Column(column, keepDomain)).toArray(Column[]::new);
    }

    void add(DataRow row) {
        for (int i = 0; i < m_columns.length; i++) {
            if (!row.getCell(i).isMissing()) {
                m_columns[i].add(row.getCell(i));
            }
        }
    }

    DataTableSpec spec() {
        return new DataTableSpec(m_spec.getName(),
            Arrays.stream(m_columns).map(Column::spec).toArray(DataColumnSpec[]::new));
    }

    private static final class Column {
        private final DataColumnSpec m_column;
        private Set<DataCell> m_values;
        private DataCell m_lower;
        private DataCell m_upper;

        Column(DataColumnSpec column, boolean keepDomain) {
            m_column = column;
            DataColumnDomain domain = column.getDomain();
            boolean nominal = column.getType().isCompatible(NominalValue.class);
            if (keepDomain) {
                m_values = domain.hasValues() ? new LinkedHashSet<>(domain.getValues()) : null;
                m_lower = domain.getLowerBound();
                m_upper = domain.getUpperBound();
            }
            if (nominal && m_values == null) {
                m_values = new LinkedHashSet<>();
            }
        }

        void add(DataCell cell) {
            if (m_values != null && m_values.add(cell) && m_values.size() > MOST_VALUES) {
                m_values = null;
            }
            if (cell instanceof BoundedValue && cell instanceof DoubleValue number && !(cell instanceof BooleanValue)) {
                double value = number.getDoubleValue();
                m_lower = m_lower instanceof DoubleValue low && low.getDoubleValue() <= value ? m_lower : cell;
                m_upper = m_upper instanceof DoubleValue high && high.getDoubleValue() >= value ? m_upper : cell;
            }
        }

        DataColumnSpec spec() {
            DataColumnSpecCreator creator = new DataColumnSpecCreator(m_column);
            creator.setDomain(new DataColumnDomainCreator(m_values, m_lower, m_upper).createDomain());
            return creator.createSpec();
        }
    }
}
