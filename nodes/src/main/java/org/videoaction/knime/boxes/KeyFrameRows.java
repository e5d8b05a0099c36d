package org.videoaction.knime.boxes;

import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.LabelledBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.TableRow;

/**
 * The key frames of a table with a row a box, in the order of their first boxes.
 *
 * @param keyFrames each with its boxes in the table's order
 * @param rows for each key frame the keys of its boxes' rows
 */
public record KeyFrameRows(List<ListedVideo> keyFrames, List<List<String>> rows) {

    private static final String BOXES = "boxes";

    /** A frame that boxes lie in. */
    private record Moment(VideoPlaces.Place video, double seconds) {}

    /** A row of the table. */
    private record Row(String key, LabelledBox box) {}

    /**
     * @param path the column with paths; the others are named as in {@link CommonColumns}
     * @throws KNIMEException when a row lacks a number, or its box is none
     */
    public static KeyFrameRows read(BufferedDataTable table, String path, VideoPlaces places) throws KNIMEException {
        boolean labelled = LABELS.isIn(table.getDataTableSpec());
        Map<Moment, List<Row>> frames = new LinkedHashMap<>();
        for (TableRow row : TableRow.of(table)) {
            List<String> labels = labelled ? row.get(LABELS) : null;
            frames.computeIfAbsent(moment(row, path, places), unseen -> new ArrayList<>())
                .add(new Row(row.key(), new LabelledBox(place(row), labels == null ? List.of() : labels)));
        }
        List<ListedVideo> keyFrames = new ArrayList<>();
        frames.forEach((moment, rows) -> keyFrames.add(
            ListedVideo.keyFrame(moment.video().path(), moment.seconds(), rows.stream().map(Row::box).toList())
                .named(moment.video().name())));
        return new KeyFrameRows(keyFrames, frames.values().stream()
            .map(rows -> rows.stream().map(Row::key).toList()).toList());
    }

    private static Moment moment(TableRow row, String path, VideoPlaces places) throws KNIMEException {
        double seconds = row.number(TIME, BOXES);
        if (seconds < 0) {
            throw new KNIMEException("Row " + row.key() + " of the table of boxes is at " + seconds + " s; times count "
                + "from a video's first frame. Does the Video Dataset Reader know the first second of the videos?");
        }
        return new Moment(places.of(row, path), seconds);
    }

    private static RelativeBox place(TableRow row) throws KNIMEException {
        double[] edges = new double[EDGES.size()];
        for (int edge = 0; edge < edges.length; edge++) {
            edges[edge] = row.number(EDGES.get(edge), BOXES);
        }
        double x1 = Math.max(0, edges[0]);
        double y1 = Math.max(0, edges[1]);
        double x2 = Math.min(1, edges[2]);
        double y2 = Math.min(1, edges[3]);
        if (!(x1 < x2 && y1 < y2)) {
            throw new KNIMEException("Row " + row.key() + " of the table of boxes has a box from " + edges[0] + ", "
                + edges[1] + " to " + edges[2] + ", " + edges[3]
                + ", which has no area within the frame: edges are shares of "
                + "its width and height, from 0 to 1.");
        }
        return new RelativeBox(x1, y1, x2, y2);
    }

    /** All actions in the boxes, in the order of the alphabet. */
    public Classes classes() {
        return Classes.sorted(keyFrames.stream().flatMap(frame -> frame.labels().stream()));
    }
}
