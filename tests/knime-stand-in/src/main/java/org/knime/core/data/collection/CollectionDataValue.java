package org.knime.core.data.collection;

import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;

/** A value that holds several cells. */
public interface CollectionDataValue extends DataValue, CellCollection {
    DataType getElementType();

    int size();
}
