package org.videoaction.knime.table;

import java.util.Optional;
import java.util.stream.StreamSupport;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;

/** A row of a table, whose cells are found by their columns' names. */
public record TableRow(DataTableSpec spec, DataRow row) {

    /** The rows of a table, from the first to the last. */
    public static Iterable<TableRow> of(BufferedDataTable table) {
        DataTableSpec spec = table.getDataTableSpec();
        return () -> StreamSupport.stream(table.spliterator(), false).map(row -> new TableRow(spec, row)).iterator();
    }

    public String key() {
        return row.getKey().getString();
    }

    /** Missing where there is no such column. */
    public DataCell cell(String column) {
        int index = spec.findColumnIndex(column);
        return index < 0 ? DataType.getMissingCell() : row.getCell(index);
    }

    /** Null where the cell is missing, or there is no such column. */
    public <V> V get(Column<V> column) {
        return column.value(cell(column.nameIn(spec)));
    }

    /** Nothing where there is none, or what is there is not a finite number. */
    public Optional<Double> number(Column<Double> column) {
        return Optional.ofNullable(get(column)).filter(Double::isFinite);
    }

    /**
     * @param table what people call the table
     * @throws KNIMEException when the row has no finite number there
     */
    public double number(Column<Double> column, String table) throws KNIMEException {
        return number(column).orElseThrow(
            () -> new KNIMEException("Row " + key() + " of the table of " + table + " has no finite number in "
                + column.name() + "."));
    }
}
