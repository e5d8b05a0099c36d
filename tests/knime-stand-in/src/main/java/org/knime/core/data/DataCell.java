package org.knime.core.data;

import java.io.Serializable;
import org.knime.core.data.collection.CollectionDataValue;

/** One entry of a table; immutable. */
public abstract class DataCell implements DataValue, Serializable {
    private static final long serialVersionUID = 1;

    public final DataType getType() {
        return this instanceof CollectionDataValue collection
            ? DataType.getType(getClass(), collection.getElementType()) : DataType.getType(getClass());
    }

    public boolean isMissing() {
        return false;
    }

    @Override
    public DataCell materializeDataCell() {
        return this;
    }

    protected abstract boolean equalsDataCell(DataCell other);

    @Override
    public final boolean equals(Object other) {
        return other == this
            || other != null && other.getClass() == getClass() && equalsDataCell((DataCell) other);
    }

    @Override
    public abstract int hashCode();

    @Override
    public abstract String toString();
}
