package org.videoaction.knime.clips;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.knime.boxes.KeyFrameRows;
import org.videoaction.knime.io.PathColumn;

/**
 * The videos that a table names.
 *
 * @param keys the rows' keys
 * @param classes the classes of the label column, or of the lists of labels; none where there are no labels
 */
record VideoRows(List<String> keys, List<ListedVideo> videos, List<String> classes) {

    static VideoRows read(final BufferedDataTable table, final VideoColumns columns) throws KNIMEException {
        List<String> keys = new ArrayList<>();
        List<ListedVideo> videos = new ArrayList<>();
        for (DataRow row : table) {
            keys.add(row.getKey().getString());
            videos.add(video(row, columns));
        }
        if (videos.isEmpty()) {
            throw new KNIMEException("The input table is empty: it names no video.");
        }
        List<String> classes = columns.label() == VideoColumns.NONE ? List.of()
            : knownClasses(table.getDataTableSpec().getColumnSpec(columns.label()));
        VideoRows rows = new VideoRows(keys, videos, classes.isEmpty() ? named(videos) : classes);
        rows.checkLabels();
        return rows;
    }

    /** The key frames of a table of boxes, each under the key of its first box. */
    static VideoRows ofBoxes(final BufferedDataTable table, final String path) throws KNIMEException {
        KeyFrameRows frames = KeyFrameRows.read(table, path);
        if (frames.keyFrames().isEmpty()) {
            throw new KNIMEException("The input table is empty: it has no box.");
        }
        return new VideoRows(frames.rows().stream().map(rows -> rows.get(0)).toList(), frames.keyFrames(),
            frames.classes());
    }

    /** The paths alone. */
    static List<Path> paths(final BufferedDataTable table, final String column) throws KNIMEException {
        int path = table.getDataTableSpec().findColumnIndex(column);
        List<Path> paths = new ArrayList<>();
        for (DataRow row : table) {
            paths.add(path(row, path));
        }
        return paths;
    }

    /** A video's label is the first of its labels where no other is said. */
    private static ListedVideo video(final DataRow row, final VideoColumns columns) throws KNIMEException {
        List<String> labels = columns.labels() == VideoColumns.NONE ? List.of() : texts(row.getCell(columns.labels()));
        String label = columns.label() == VideoColumns.NONE ? null : text(row.getCell(columns.label()));
        if (label == null && !labels.isEmpty()) {
            label = labels.get(0);
        }
        if (label != null && !labels.contains(label)) {
            labels = new ArrayList<>(labels);
            labels.add(0, label);
        }
        return new ListedVideo(path(row, columns.path()), label, List.copyOf(labels), span(row, columns), 0, null);
    }

    /** A row with neither start nor end stands for the whole video, one with either for all after or before it. */
    private static Span span(final DataRow row, final VideoColumns columns) throws KNIMEException {
        DataCell start = columns.start() == VideoColumns.NONE ? DataType.getMissingCell() : row.getCell(columns.start());
        DataCell end = columns.end() == VideoColumns.NONE ? DataType.getMissingCell() : row.getCell(columns.end());
        if (start.isMissing() && end.isMissing()) {
            return null;
        }
        try {
            return new Span(start.isMissing() ? 0 : ((DoubleValue) start).getDoubleValue(),
                end.isMissing() ? Double.POSITIVE_INFINITY : ((DoubleValue) end).getDoubleValue());
        } catch (IllegalArgumentException e) {
            throw new KNIMEException("Row " + row.getKey() + ": " + e.getMessage(), e);
        }
    }

    /** A row without a path stands for a video that does not exist. */
    private static Path path(final DataRow row, final int column) throws KNIMEException {
        DataCell path = row.getCell(column);
        try {
            return path.isMissing() ? Path.of("") : PathColumn.path(path);
        } catch (PathColumn.Elsewhere e) {
            throw new KNIMEException("Row " + row.getKey() + ": " + e.getMessage(), e);
        }
    }

    private static String text(final DataCell cell) {
        return cell.isMissing() ? null : ((StringValue) cell).getStringValue();
    }

    private static List<String> texts(final DataCell cell) {
        List<String> texts = new ArrayList<>();
        if (!cell.isMissing()) {
            for (DataCell element : (CollectionDataValue) cell) {
                if (!element.isMissing()) {
                    texts.add(text(element));
                }
            }
        }
        return texts;
    }

    /** The possible values of a label column, in their order; none where the column does not know them. */
    static List<String> knownClasses(final DataColumnSpec column) {
        return column.getDomain().hasValues()
            ? column.getDomain().getValues().stream().map(DataCell::toString).toList() : List.of();
    }

    private static List<String> named(final List<ListedVideo> videos) {
        TreeSet<String> names = new TreeSet<>();
        videos.forEach(video -> names.addAll(video.labels()));
        return List.copyOf(names);
    }

    private void checkLabels() throws KNIMEException {
        Set<String> known = Set.copyOf(classes);
        for (int i = 0; i < videos.size(); i++) {
            for (String label : videos.get(i).labels()) {
                if (!known.contains(label)) {
                    throw new KNIMEException("Row " + keys.get(i) + " has the label " + label
                        + ", which is not among the classes, the possible values of the label column.");
                }
            }
        }
    }
}
