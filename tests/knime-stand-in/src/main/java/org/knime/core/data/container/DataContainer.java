package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.util.DuplicateKeyException;

/** Collects the rows of a table in memory and checks them against the specification. */
public class DataContainer implements RowAppender, RowFlushable {
    private final DataTableSpec m_spec;
    private final List<DataRow> m_rows = new ArrayList<>();
    private final Set<RowKey> m_keys = new HashSet<>();
    private final DomainTracker m_domains;
    private boolean m_closed;

    public DataContainer(DataTableSpec spec) {
        this(spec, false);
    }

    public DataContainer(DataTableSpec spec, boolean initDomain) {
        m_spec = spec;
        m_domains = new DomainTracker(spec, initDomain);
    }

    @Override
    public void addRowToTable(DataRow row) {
        if (m_closed) {
            throw new IllegalStateException("The table is closed; row \"" + row.getKey() + "\" comes too late");
        }
        check(row);
        m_domains.add(row);
        m_rows.add(row);
    }

    private void check(DataRow row) {
        if (row.getNumCells() != m_spec.getNumColumns()) {
            throw new IllegalArgumentException("Row \"" + row.getKey() + "\" has " + row.getNumCells()
                + " cells, the table " + m_spec.getNumColumns() + " columns");
        }
        for (int i = 0; i < row.getNumCells(); i++) {
            check(row, m_spec.getColumnSpec(i), row.getCell(i));
        }
        if (!m_keys.add(row.getKey())) {
            throw new DuplicateKeyException(row.getKey().getString());
        }
    }

    private static void check(DataRow row, DataColumnSpec column, DataCell cell) {
        DataType type = cell.getType();
        if (!column.getType().isASuperTypeOf(type)) {
            throw new IllegalArgumentException("Row \"" + row.getKey() + "\" has a cell of type " + type
                + " in column \"" + column.getName() + "\" of type " + column.getType());
        }
    }

    @Override
    public void flushRows() {
        // rows stay in memory
    }

    public void close() {
        m_closed = true;
    }

    public boolean isClosed() {
        return m_closed;
    }

    public boolean isOpen() {
        return !m_closed;
    }

    public long size() {
        return m_rows.size();
    }

    public DataTableSpec getTableSpec() {
        return m_closed ? m_domains.spec() : m_spec;
    }

    public DataTable getTable() {
        if (!m_closed) {
            throw new IllegalStateException("The table is not closed yet");
        }
        return new MemoryTable(getTableSpec(), List.copyOf(m_rows));
    }
}
