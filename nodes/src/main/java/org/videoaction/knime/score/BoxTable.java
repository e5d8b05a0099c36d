package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.model.metrics.ActionBox;

/**
 * A table of boxes with actions, whose columns are named as the Video Dataset Reader names those of AVA. A row's actions
 * are those of its list, with the row's score, or all classes that have a column with probabilities.
 *
 * @param name what people call the table
 * @param table has been checked
 */
record BoxTable(String name, BufferedDataTable table) {

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
        BoxColumns.check(name, spec);
        if (!scored || Predictions.probabilityColumns(spec).isEmpty()) {
            BoxColumns.require(name, spec, BoxColumns.ACTIONS, CollectionDataValue.class, "lists of texts");
            if (scored) {
                BoxColumns.require(name, spec, BoxColumns.SCORE, DoubleValue.class, "numbers");
            }
        }
    }

    /** @throws KNIMEException when a row lacks a number; one that has no probability at all is passed over */
    List<Named> boxes(final boolean scored) throws KNIMEException {
        DataTableSpec spec = table.getDataTableSpec();
        Map<String, Integer> probabilities = scored ? Predictions.probabilityColumns(spec) : Map.of();
        List<Named> boxes = new ArrayList<>();
        for (DataRow row : table) {
            if (isUnscored(row, probabilities)) {
                continue;
            }
            DataCell path = row.getCell(spec.findColumnIndex(BoxColumns.PATH));
            String frame = PathColumn.text(path) + " " + number(row, BoxColumns.TIME);
            double[] edges = {number(row, "X1"), number(row, "Y1"), number(row, "X2"), number(row, "Y2")};
            for (String action : probabilities.keySet()) {
                boxes.add(
                    new Named(frame, edges, action, number(row, spec.getColumnSpec(probabilities.get(action)).getName())));
            }
            DataCell actions = probabilities.isEmpty() ? row.getCell(spec.findColumnIndex(BoxColumns.ACTIONS)) : null;
            if (actions instanceof CollectionDataValue list) {
                for (DataCell action : list) {
                    boxes.add(new Named(frame, edges, action.toString(), scored ? number(row, BoxColumns.SCORE) : 1));
                }
            }
        }
        return boxes;
    }

    /** Boxes of a video that could not be read have no probability at all: nothing is detected there. */
    private static boolean isUnscored(final DataRow row, final Map<String, Integer> probabilities) {
        return !probabilities.isEmpty()
            && probabilities.values().stream().allMatch(column -> row.getCell(column).isMissing());
    }

    private double number(final DataRow row, final String column) throws KNIMEException {
        DataCell cell = row.getCell(table.getDataTableSpec().findColumnIndex(column));
        if (cell.isMissing() || Double.isNaN(((DoubleValue) cell).getDoubleValue())) {
            throw new KNIMEException("Row " + row.getKey() + " of the table of " + name + " has no " + column + ".");
        }
        return ((DoubleValue) cell).getDoubleValue();
    }
}
