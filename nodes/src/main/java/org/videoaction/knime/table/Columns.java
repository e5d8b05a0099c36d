package org.videoaction.knime.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/**
 * The columns of a table in their order, and what each holds.
 *
 * @param <R> what a row of the table is made of
 */
public final class Columns<R> {

    private record Filled<R, V>(Column<V> column, Function<? super R, ? extends V> values) {
        DataCell cell(R row) {
            return row == null ? DataType.getMissingCell() : column.cell(values.apply(row));
        }
    }

    private final List<Filled<R, ?>> columns;

    /** None yet. */
    public Columns() {
        this(List.of());
    }

    private Columns(List<Filled<R, ?>> columns) {
        this.columns = columns;
    }

    /** @param values gives what the column holds in a row, null for a missing cell */
    public <V> Columns<R> with(Column<V> column, Function<? super R, ? extends V> values) {
        return with(new Columns<>(List.of(new Filled<R, V>(column, values))));
    }

    /** These columns, and more behind them. */
    public Columns<R> with(Columns<R> more) {
        return new Columns<>(Stream.concat(columns.stream(), more.columns.stream()).toList());
    }

    /** The same columns for rows of which a part fills them; without that part their cells are missing. */
    public <S> Columns<S> of(Function<? super S, ? extends R> part) {
        List<Filled<S, ?>> columns = new ArrayList<>();
        this.columns.forEach(column -> columns.add(of(column, part)));
        return new Columns<>(columns);
    }

    private static <S, R, V> Filled<S, V> of(Filled<R, V> filled, Function<? super S, ? extends R> part) {
        return new Filled<>(filled.column, whole -> {
            R row = part.apply(whole);
            return row == null ? null : filled.values.apply(row);
        });
    }

    /** Some of the columns, in the order that they have here. */
    public Columns<R> only(Column<?>... wanted) {
        Set<String> names = Arrays.stream(wanted).map(Column::name).collect(Collectors.toSet());
        return new Columns<>(columns.stream().filter(filled -> names.contains(filled.column.name())).toList());
    }

    public DataTableSpec spec() {
        return after(new DataTableSpec());
    }

    /** The columns of a table and these behind them. One whose name is taken gets a number, as KNIME's nodes give it. */
    public DataTableSpec after(DataTableSpec table) {
        DataTableSpec all = table;
        for (Filled<R, ?> filled : columns) {
            all = new DataTableSpecCreator(all).addColumns(filled.column.beside(all)).createSpec();
        }
        return all;
    }

    /** A table with a row each, named Row0, Row1 and so on. */
    public BufferedDataTable table(Iterable<? extends R> rows, ExecutionContext exec) {
        TableWriter<R> writer = writer(exec);
        rows.forEach(writer::add);
        return writer.close();
    }

    /** @param key gives the name of a row */
    public BufferedDataTable table(Iterable<? extends R> rows, Function<? super R, String> key,
        ExecutionContext exec) {
        TableWriter<R> writer = writer(exec);
        rows.forEach(row -> writer.add(key.apply(row), row));
        return writer.close();
    }

    /** For rows that come one by one. */
    public TableWriter<R> writer(ExecutionContext exec) {
        return new TableWriter<>(this, spec(), exec);
    }

    /** For rows of a table to which these columns are appended. */
    public TableWriter<R> writer(DataTableSpec table, ExecutionContext exec) {
        return new TableWriter<>(this, after(table), exec);
    }

    Stream<DataCell> cells(R row) {
        return columns.stream().map(filled -> filled.cell(row));
    }
}
