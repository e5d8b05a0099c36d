package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.SCORE;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;
import org.videoaction.model.metrics.ActionBox;

/**
 * A table of boxes with actions, whose columns are named as the Video Dataset Reader names those of AVA. A row's actions
 * are those of its list, with the row's score, or all classes that have a column with probabilities.
 *
 * @param name what people call the table
 * @param table has been checked
 * @param places know the videos, as others call them
 */
record BoxTable(String name, BufferedDataTable table, VideoPlaces places) {

    /** A box and one of its actions. */
    record Named(String frame, double[] edges, String action, double score) {
        ActionBox box(Classes classes) {
            return new ActionBox(frame, edges[0], edges[1], edges[2], edges[3], classes.index(action), score);
        }
    }

    /**
     * @param scored whether boxes need scores, as detected ones do
     * @throws InvalidSettingsException when a column is missing or holds something else
     */
    static void check(String name, DataTableSpec spec, boolean scored) throws InvalidSettingsException {
        BoxColumns.check(name, spec);
        if (!scored || Predictions.probabilityColumns(spec).isEmpty()) {
            BoxColumns.require(name, spec, LABELS, "lists of texts");
            if (scored) {
                BoxColumns.require(name, spec, SCORE, "numbers");
            }
        }
    }

    /** @throws KNIMEException when a row lacks a number; one that has no probability at all is passed over */
    List<Named> boxes(boolean scored) throws KNIMEException {
        Map<String, Column<Double>> probabilities = scored ? Predictions.probabilityColumns(table.getDataTableSpec())
            : Map.of();
        List<Named> boxes = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            if (isUnscored(row, probabilities)) {
                continue;
            }
            String frame = places.name(row, PATH.nameIn(row.spec())) + " " + row.number(TIME, name);
            double[] edges = new double[EDGES.size()];
            for (int edge = 0; edge < edges.length; edge++) {
                edges[edge] = row.number(EDGES.get(edge), name);
            }
            for (Map.Entry<String, Column<Double>> action : probabilities.entrySet()) {
                boxes.add(new Named(frame, edges, action.getKey(), row.number(action.getValue(), name)));
            }
            List<String> labels = probabilities.isEmpty() ? row.get(LABELS) : null;
            for (String label : labels == null ? List.<String>of() : labels) {
                boxes.add(new Named(frame, edges, label, scored ? row.number(SCORE, name) : 1));
            }
        }
        return boxes;
    }

    /** Boxes of a video that could not be read have no probability at all: nothing is detected there. */
    private static boolean isUnscored(TableRow row, Map<String, Column<Double>> probabilities) {
        return !probabilities.isEmpty() && probabilities.values().stream().allMatch(column -> row.get(column) == null);
    }
}
