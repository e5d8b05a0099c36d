package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.CONFIDENCE;
import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PREDICTION;
import static org.videoaction.knime.table.CommonColumns.START;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;
import org.videoaction.model.metrics.LabelledSegment;

/**
 * A table of segments, true or detected.
 *
 * @param name what people call the table
 * @param table has been checked
 * @param places know the videos, as others call them
 */
record SegmentTable(String name, BufferedDataTable table, VideoPlaces places) {

    /** A segment and its action. */
    record Named(String video, double start, double end, String action, double score) {
        LabelledSegment segment(Classes classes) {
            return new LabelledSegment(video, start, end, classes.index(action), score);
        }
    }

    /**
     * @param detected whether the segments are those of a Long Video Predictor rather than true ones
     * @throws InvalidSettingsException when a column is missing or holds something else
     */
    static void check(String name, DataTableSpec spec, boolean detected) throws InvalidSettingsException {
        for (Column<?> column : detected ? List.of(PATH, START, END, PREDICTION, CONFIDENCE)
            : List.of(PATH, START, END, LABEL)) {
            if (!column.isIn(spec)) {
                throw new InvalidSettingsException("The table of " + name + " has no column " + column.name() + ". "
                    + (detected ? "Connect the segments of a Long Video Predictor."
                        : "Connect a Video Dataset Reader with a list of segments."));
            }
        }
    }

    /**
     * The segments but those of the background; rows without an action are those of videos that could not be read.
     *
     * @throws KNIMEException when one does not say when it starts and ends, or how sure it is
     */
    List<Named> segments(boolean detected, Optional<String> background) throws KNIMEException {
        List<Named> segments = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            String action = row.get(detected ? PREDICTION : LABEL);
            if (action == null || background.isPresent() && background.get().equals(action)) {
                continue;
            }
            double start = row.number(START, name);
            double end = row.number(END, name);
            if (end < start) {
                throw new KNIMEException("Row " + row.key() + " of the table of " + name + " ends before it starts.");
            }
            segments.add(new Named(places.name(row, PATH.nameIn(row.spec())), start, end, action,
                detected ? row.number(CONFIDENCE, name) : 1));
        }
        return segments;
    }
}
