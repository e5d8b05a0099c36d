package org.knime.core.data.collection;

import java.util.Iterator;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;

/** A cell with a list of cells. */
public class ListCell extends DataCell implements ListDataValue {
    private static final long serialVersionUID = 1;
    private final List<DataCell> m_cells;

    ListCell(List<DataCell> cells) {
        m_cells = cells;
    }

    public static final DataType getCollectionType(DataType elementType) {
        return DataType.getType(ListCell.class, elementType);
    }

    @Override
    public DataType getElementType() {
        return m_cells.stream().map(DataCell::getType).reduce(DataType::getCommonSuperType)
            .orElseGet(() -> DataType.getMissingCell().getType());
    }

    @Override
    public DataCell get(int index) {
        return m_cells.get(index);
    }

    @Override
    public int size() {
        return m_cells.size();
    }

    @Override
    public Iterator<DataCell> iterator() {
        return m_cells.iterator();
    }

    @Override
    public boolean containsBlobWrapperCells() {
        return false;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return m_cells.equals(((ListCell) other).m_cells);
    }

    @Override
    public int hashCode() {
        return m_cells.hashCode();
    }

    @Override
    public String toString() {
        return m_cells.toString();
    }
}
