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

    private final Columns<R> columns;
    private final DataTableSpec spec;
    private final ExecutionContext exec;
    private final BufferedDataContainer rows;

    TableWriter(Columns<R> columns, DataTableSpec spec, ExecutionContext exec) {
        this.columns = columns;
        this.spec = spec;
        this.exec = exec;
        rows = exec.createDataContainer(spec);
    }

    /** Adds a row that is named by its number. */
    public void add(R row) {
        add(RowKey.createRowKey(rows.size()), columns.cells(row));
    }

    public void add(String key, R row) {
        add(new RowKey(key), columns.cells(row));
    }

    /** Adds a row of the table to which the columns are appended. */
    public void add(DataRow first, R row) {
        add(first.getKey(), Stream.concat(first.stream(), columns.cells(row)));
    }

    private void add(RowKey key, Stream<DataCell> cells) {
        rows.addRowToTable(new DefaultRow(key, cells.toArray(DataCell[]::new)));
    }

    /**
     * The table, with the possible values that were declared, of which KNIME otherwise forgets those beyond sixty, and in
     * other columns with what its rows hold.
     */
    public BufferedDataTable close() {
        rows.close();
        BufferedDataTable table = rows.getTable();
        DataColumnSpec[] columns = spec.stream().map(column -> {
            DataColumnDomain declared = column.getDomain();
            return declared.hasValues() || declared.hasBounds() ? column
                : table.getDataTableSpec().getColumnSpec(column.getName());
        }).toArray(DataColumnSpec[]::new);
        return exec.createSpecReplacerTable(table, new DataTableSpec(columns));
    }
}
