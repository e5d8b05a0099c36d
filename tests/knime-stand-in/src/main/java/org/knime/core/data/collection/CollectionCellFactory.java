package org.knime.core.data.collection;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataCell;

/** Makes cells that hold cells. */
public final class CollectionCellFactory {
    private CollectionCellFactory() {
    }

    public static ListCell createListCell(Collection<? extends DataCell> cells) {
        return new ListCell(List.copyOf(cells));
    }
}
