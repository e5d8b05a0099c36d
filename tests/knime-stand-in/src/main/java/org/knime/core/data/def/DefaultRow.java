package org.knime.core.data.def;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

/** A row in memory. */
public class DefaultRow implements DataRow {
    private final RowKey m_key;
    private final DataCell[] m_cells;

    public DefaultRow(RowKey key, DataCell... cells) {
        m_key = key;
        m_cells = cells.clone();
        for (DataCell cell : m_cells) {
            if (cell == null) {
                throw new NullPointerException("Row \"" + key + "\" holds null; use a missing cell instead");
            }
        }
    }

    public DefaultRow(String key, DataCell... cells) {
        this(new RowKey(key), cells);
    }

    public DefaultRow(RowKey key, List<DataCell> cells) {
        this(key, cells.toArray(DataCell[]::new));
    }

    public DefaultRow(String key, List<DataCell> cells) {
        this(new RowKey(key), cells);
    }

    public DefaultRow(RowKey key, DataRow row) {
        this(key, row.stream().toArray(DataCell[]::new));
    }

    public DefaultRow(RowKey key, String... texts) {
        this(key, Stream.of(texts).map(StringCell::new).toArray(DataCell[]::new));
    }

    public DefaultRow(String key, String... texts) {
        this(new RowKey(key), texts);
    }

    public DefaultRow(RowKey key, double... numbers) {
        this(key, Arrays.stream(numbers).mapToObj(DoubleCell::new).toArray(DataCell[]::new));
    }

    public DefaultRow(String key, double... numbers) {
        this(new RowKey(key), numbers);
    }

    public DefaultRow(RowKey key, int... numbers) {
        this(key, Arrays.stream(numbers).mapToObj(IntCell::new).toArray(DataCell[]::new));
    }

    public DefaultRow(String key, int... numbers) {
        this(new RowKey(key), numbers);
    }

    @Override
    public final int getNumCells() {
        return m_cells.length;
    }

    @Override
    public final RowKey getKey() {
        return m_key;
    }

    @Override
    public final DataCell getCell(int index) {
        return m_cells[index];
    }

    @Override
    public Iterator<DataCell> iterator() {
        return List.of(m_cells).iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DefaultRow that && m_key.equals(that.m_key) && Arrays.equals(m_cells, that.m_cells);
    }

    @Override
    public int hashCode() {
        return 31 * m_key.hashCode() + Arrays.hashCode(m_cells);
    }

    @Override
    public String toString() {
        return m_key + ": " + Arrays.toString(m_cells);
    }
}
