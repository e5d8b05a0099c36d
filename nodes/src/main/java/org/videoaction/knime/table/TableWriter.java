package org.videoaction.knime.table;

import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/** Writes a table row by row. */
public final class TableWriter<R> {

    private final Columns<R> m_columns;
    private final DataTableSpec m_spec;
    private final ExecutionContext m_exec;
    private final BufferedDataContainer m_rows;

    TableWriter(final Columns<R> columns, final DataTableSpec spec, final ExecutionContext exec) {
        m_columns = columns;
        m_spec = spec;
        m_exec = exec;
        m_rows = exec.createDataContainer(spec);
    }

    /** Adds a row that is named by its number. */
    public void add(final R row) {
        add(RowKey.createRowKey(m_rows.size()), m_columns.cells(row));
    }

    public void add(final String key, final R row) {
        add(new RowKey(key), m_columns.cells(row));
    }

    /** Adds a row of the table to which the columns are appended. */
    public void add(final DataRow first, final R row) {
        add(first.getKey(), Stream.concat(first.stream(), m_columns.cells(row)));
    }

    private void add(final RowKey key, final Stream<DataCell> cells) {
        m_rows.addRowToTable(new DefaultRow(key, cells.toArray(DataCell[]::new)));
    }

    /**
     * The table, with the possible values that were declared, of which KNIME otherwise forgets those beyond sixty, and in
     * other columns with what its rows hold.
     */
    public BufferedDataTable close() {
        m_rows.close();
        BufferedDataTable table = m_rows.getTable();
        DataColumnSpec[] columns = m_spec.stream().map(column -> {
            DataColumnDomain declared = column.getDomain();
            return declared.hasValues() || declared.hasBounds() ? column
                : table.getDataTableSpec().getColumnSpec(column.getName());
        }).toArray(DataColumnSpec[]::new);
        return m_exec.createSpecReplacerTable(table, new DataTableSpec(columns));
    }
}
