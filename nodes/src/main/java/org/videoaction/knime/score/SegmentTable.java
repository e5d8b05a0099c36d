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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
     * The segments but those of the background; detected rows without an action are those of videos that could not be read.
     *
     * @throws KNIMEException when one does not say where it is, when it starts and ends, what happens there, or how sure it is
     */
    List<Named> segments(boolean detected, Optional<String> background) throws KNIMEException {
        List<Named> segments = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            String action = row.get(detected ? PREDICTION : LABEL);
            if (action == null && !detected && row.get(START) != null) {
                throw new KNIMEException("Row " + row.key() + " of the table of " + name + " has no " + LABEL.name() + ".");
            }
            if (action == null || background.isPresent() && background.get().equals(action)) {
                continue;
            }
            double start = row.number(START, name);
            double end = row.number(END, name);
            if (end < start) {
                throw new KNIMEException("Row " + row.key() + " of the table of " + name + " ends before it starts.");
            }
            segments
                .add(new Named(video(row, name, places), start, end, action, detected ? row.number(CONFIDENCE, name) : 1));
        }
        return segments;
    }

    /**
     * What the others call the row's video.
     *
     * @throws KNIMEException when there is none
     */
    static String video(TableRow row, String table, VideoPlaces places) throws KNIMEException {
        String video = places.name(row, PATH.nameIn(row.spec()));
        if (video == null) {
            throw new KNIMEException("Row " + row.key() + " of the table of " + table + " has no " + PATH.name() + ".");
        }
        return video;
    }

    /** Says how many of the segments stand in the table again; nothing where none does. */
    static Stream<String> repeated(String name, List<Named> segments) {
        long again = segments.size() - segments.stream().distinct().count();
        return again == 0 ? Stream.empty()
            : Stream.of("The table of " + name + " has " + again + " segments more than once; each counts.");
    }

    /**
     * Says how many of the videos others do not know; nothing where they know them all.
     *
     * @param others what they are called, and what comes of it
     */
    static Stream<String> strangers(Set<String> videos, Set<String> known, String others) {
        long strange = videos.stream().filter(video -> !known.contains(video)).count();
        return strange == 0 ? Stream.empty() : Stream.of(strange + " of " + videos.size() + " videos with " + others
            + " Videos are told by their paths, which have to be the same in both tables.");
    }

    static Set<String> videos(List<Named> segments) {
        return segments.stream().map(Named::video).collect(Collectors.toSet());
    }
}
