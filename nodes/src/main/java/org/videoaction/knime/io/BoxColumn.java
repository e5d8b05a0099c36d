package org.videoaction.knime.io;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** A column of the Video Dataset Reader's table of boxes. */
enum BoxColumn {

    PATH("Path", StringCell.TYPE, row -> text(row.video())),
    TIME("Time (s)", DoubleCell.TYPE, row -> new DoubleCell(row.seconds())),
    LEFT("X1", DoubleCell.TYPE, row -> new DoubleCell(row.box().x1())),
    TOP("Y1", DoubleCell.TYPE, row -> new DoubleCell(row.box().y1())),
    RIGHT("X2", DoubleCell.TYPE, row -> new DoubleCell(row.box().x2())),
    BOTTOM("Y2", DoubleCell.TYPE, row -> new DoubleCell(row.box().y2())),
    ACTIONS("Actions", ListCell.getCollectionType(StringCell.TYPE),
        row -> CollectionCellFactory.createListCell(row.box().labels().stream().map(StringCell::new).toList())),
    PERSON("Person", IntCell.TYPE,
        row -> row.box().person() < 0 ? DataType.getMissingCell() : new IntCell(row.box().person())),
    SCORE("Score", DoubleCell.TYPE, row -> new DoubleCell(row.box().score())),
    FRAME("Frame", StringCell.TYPE, row -> text(row.frame()));

    private final String m_title;
    private final DataType m_type;
    private final Function<BoxRow, DataCell> m_cell;

    BoxColumn(final String title, final DataType type, final Function<BoxRow, DataCell> cell) {
        m_title = title;
        m_type = type;
        m_cell = cell;
    }

    /** @param frames whether the frames' files are listed */
    static List<BoxColumn> of(final boolean frames) {
        return Arrays.stream(values()).filter(column -> frames || column != FRAME).toList();
    }

    DataCell cell(final BoxRow row) {
        return m_cell.apply(row);
    }

    DataColumnSpec spec() {
        return new DataColumnSpecCreator(m_title, m_type).createSpec();
    }

    private static DataCell text(final Object value) {
        return value == null ? DataType.getMissingCell() : new StringCell(value.toString());
    }
}
