package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.model.metrics.ActionBox;

/**
 * A table of boxes with actions, whose columns are named as the Video Dataset Reader names those of AVA. A row's actions
 * are those of its list, with the row's score, or all classes that have a column with probabilities.
 *
 * @param name what people call the table
 * @param table has been checked
 */
record BoxTable(String name, BufferedDataTable table) {

    private static final String ACTIONS = "Actions";
    private static final String SCORE = "Score";
    private static final List<String> NUMBERS = List.of("Time (s)", "X1", "Y1", "X2", "Y2");

    /** A box and one of its actions. */
    record Named(String frame, double[] edges, String action, double score) {
        ActionBox box(final List<String> classes) {
            return new ActionBox(frame, edges[0], edges[1], edges[2], edges[3], classes.indexOf(action), score);
        }
    }

    /**
     * @param scored whether boxes need scores, as detected ones do
     * @throws InvalidSettingsException when a column is missing or holds something else
     */
    static void check(final String name, final DataTableSpec spec, final boolean scored) throws InvalidSettingsException {
        require(name, spec, "Path", StringValue.class, "texts");
        for (String column : NUMBERS) {
            require(name, spec, column, DoubleValue.class, "numbers");
        }
        if (!scored || Predictions.probabilityColumns(spec).isEmpty()) {
            require(name, spec, ACTIONS, CollectionDataValue.class, "lists of texts");
            if (scored) {
                require(name, spec, SCORE, DoubleValue.class, "numbers");
            }
        }
    }

    private static void require(final String name, final DataTableSpec spec, final String column,
        final Class<? extends DataValue> type, final String what) throws InvalidSettingsException {
        if (!spec.containsName(column) || !spec.getColumnSpec(column).getType().isCompatible(type)) {
            throw new InvalidSettingsException("The table of " + name + " has no column " + column + " of " + what
                + "; tables of boxes have the columns that the Video Dataset Reader gives AVA's.");
        }
    }

    /** @throws KNIMEException when a row lacks a number */
    List<Named> boxes(final boolean scored) throws KNIMEException {
        DataTableSpec spec = table.getDataTableSpec();
        Map<String, Integer> probabilities = scored ? Predictions.probabilityColumns(spec) : Map.of();
        List<Named> boxes = new ArrayList<>();
        for (DataRow row : table) {
            DataCell path = row.getCell(spec.findColumnIndex("Path"));
            String frame = path + " " + number(row, "Time (s)");
            double[] edges = {number(row, "X1"), number(row, "Y1"), number(row, "X2"), number(row, "Y2")};
            for (String action : probabilities.keySet()) {
                boxes.add(new Named(frame, edges, action, number(row, spec.getColumnSpec(probabilities.get(action)).getName())));
            }
            DataCell actions = probabilities.isEmpty() ? row.getCell(spec.findColumnIndex(ACTIONS)) : null;
            if (actions instanceof CollectionDataValue list) {
                for (DataCell action : list) {
                    boxes.add(new Named(frame, edges, action.toString(), scored ? number(row, SCORE) : 1));
                }
            }
        }
        return boxes;
    }

    private double number(final DataRow row, final String column) throws KNIMEException {
        DataCell cell = row.getCell(table.getDataTableSpec().findColumnIndex(column));
        if (cell.isMissing() || Double.isNaN(((DoubleValue)cell).getDoubleValue())) {
            throw new KNIMEException("Row " + row.getKey() + " of the table of " + name + " has no " + column + ".");
        }
        return ((DoubleValue)cell).getDoubleValue();
    }
}
