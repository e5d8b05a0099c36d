package org.videoaction.knime.boxes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.LabelledBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.knime.io.PathColumn;

/**
 * The key frames of a table with a row a box, in the order of their first boxes.
 *
 * @param keyFrames each with its boxes in the table's order
 * @param rows for each key frame the keys of its boxes' rows
 */
public record KeyFrameRows(List<ListedVideo> keyFrames, List<List<String>> rows) {

    /** A frame that boxes lie in. */
    private record Moment(Path video, double seconds) {}

    /** A row of the table. */
    private record Row(String key, LabelledBox box) {}

    /**
     * @param path the column with paths; the others are named as in {@link BoxColumns}
     * @throws KNIMEException when a row lacks a number, or its box is none
     */
    public static KeyFrameRows read(final BufferedDataTable table, final String path) throws KNIMEException {
        DataTableSpec spec = table.getDataTableSpec();
        Map<Moment, List<Row>> frames = new LinkedHashMap<>();
        for (DataRow row : table) {
            Moment moment = moment(spec, row, path);
            frames.computeIfAbsent(moment, unseen -> new ArrayList<>())
                .add(new Row(row.getKey().getString(), new LabelledBox(place(spec, row), actions(spec, row))));
        }
        List<ListedVideo> keyFrames = new ArrayList<>();
        frames.forEach((moment, rows) -> keyFrames.add(
            ListedVideo.keyFrame(moment.video(), moment.seconds(), rows.stream().map(Row::box).toList())));
        return new KeyFrameRows(keyFrames, frames.values().stream()
            .map(rows -> rows.stream().map(Row::key).toList()).toList());
    }

    private static Moment moment(final DataTableSpec spec, final DataRow row, final String column) throws KNIMEException {
        DataCell cell = row.getCell(spec.findColumnIndex(column));
        double seconds = BoxColumns.number(spec, row, BoxColumns.TIME);
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new KNIMEException("Row " + row.getKey() + " of the table of boxes is at " + seconds + " s; times count "
                + "from a video's first frame. Does the Video Dataset Reader know the first second of the videos?");
        }
        try {
            return new Moment(cell.isMissing() ? Path.of("") : PathColumn.path(cell), seconds);
        } catch (PathColumn.Elsewhere e) {
            throw new KNIMEException("Row " + row.getKey() + ": " + e.getMessage(), e);
        }
    }

    private static RelativeBox place(final DataTableSpec spec, final DataRow row) throws KNIMEException {
        double[] edges = new double[BoxColumns.EDGES.size()];
        for (int edge = 0; edge < edges.length; edge++) {
            edges[edge] = BoxColumns.number(spec, row, BoxColumns.EDGES.get(edge));
        }
        double x1 = Math.max(0, edges[0]);
        double y1 = Math.max(0, edges[1]);
        double x2 = Math.min(1, edges[2]);
        double y2 = Math.min(1, edges[3]);
        if (!(x1 < x2 && y1 < y2)) {
            throw new KNIMEException("Row " + row.getKey() + " of the table of boxes has a box from " + edges[0] + ", "
                + edges[1] + " to " + edges[2] + ", " + edges[3]
                + ", which has no area within the frame: edges are shares of "
                + "its width and height, from 0 to 1.");
        }
        return new RelativeBox(x1, y1, x2, y2);
    }

    private static List<String> actions(final DataTableSpec spec, final DataRow row) {
        List<String> actions = new ArrayList<>();
        if (BoxColumns.haveActions(spec)
            && row.getCell(spec.findColumnIndex(BoxColumns.ACTIONS)) instanceof CollectionDataValue list) {
            for (DataCell action : list) {
                if (!action.isMissing()) {
                    actions.add(action.toString());
                }
            }
        }
        return actions;
    }

    /** All actions in the boxes, in the order of the alphabet. */
    public List<String> classes() {
        TreeSet<String> names = new TreeSet<>();
        keyFrames.forEach(frame -> names.addAll(frame.labels()));
        return List.copyOf(names);
    }
}
