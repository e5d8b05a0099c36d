package org.videoaction.knime.boxes;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.knime.io.PathColumn;

/** The columns of tables with a row a box, which are named as the Video Dataset Reader names those of AVA. */
public final class BoxColumns {

    /** The path of the video. */
    public static final String PATH = "Path";
    /** When the key frame is shown, in seconds after the video's first frame. */
    public static final String TIME = "Time (s)";
    /** The edges of a box in shares of the frame: x1, y1, x2, y2. */
    public static final List<String> EDGES = List.of("X1", "Y1", "X2", "Y2");
    /** The list of the actions in a box. */
    public static final String ACTIONS = "Actions";
    /** How sure a detector is. */
    public static final String SCORE = "Score";

    private BoxColumns() {
    }

    /** Whether a table says where boxes are, beside a column with paths. */
    public static boolean areIn(final DataTableSpec spec) {
        return holds(spec, TIME, DoubleValue.class) && EDGES.stream().allMatch(edge -> holds(spec, edge, DoubleValue.class));
    }

    /** Whether a table says what happens in its boxes. */
    public static boolean haveActions(final DataTableSpec spec) {
        return holds(spec, ACTIONS, CollectionDataValue.class);
    }

    /**
     * @param name what people call the table
     * @throws InvalidSettingsException when the table does not say where boxes are
     */
    public static void check(final String name, final DataTableSpec spec) throws InvalidSettingsException {
        PathColumn.index(spec, PATH);
        require(name, spec, TIME, DoubleValue.class, "numbers");
        for (String edge : EDGES) {
            require(name, spec, edge, DoubleValue.class, "numbers");
        }
    }

    /** @throws InvalidSettingsException when a table of boxes lacks a column */
    public static void require(final String name, final DataTableSpec spec, final String column,
        final Class<? extends DataValue> type, final String what) throws InvalidSettingsException {
        if (!holds(spec, column, type)) {
            throw new InvalidSettingsException("The table of " + name + " has no column " + column + " of " + what
                + "; tables of boxes have the columns that the Video Dataset Reader gives AVA's.");
        }
    }

    private static boolean holds(final DataTableSpec spec, final String name, final Class<? extends DataValue> type) {
        DataColumnSpec column = spec.getColumnSpec(name);
        return column != null && column.getType().isCompatible(type);
    }

    /** @throws KNIMEException when a row lacks the number */
    static double number(final DataTableSpec spec, final DataRow row, final String column) throws KNIMEException {
        DataCell cell = row.getCell(spec.findColumnIndex(column));
        if (cell.isMissing() || Double.isNaN(((DoubleValue) cell).getDoubleValue())) {
            throw new KNIMEException("Row " + row.getKey() + " of the table of boxes has no " + column + ".");
        }
        return ((DoubleValue) cell).getDoubleValue();
    }
}
