package org.videoaction.knime.clips;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.PackedList;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.knime.boxes.KeyFrameRows;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableRow;

/**
 * The videos that a table names.
 *
 * @param keys the rows' keys
 * @param classes the classes of the label column, or of the lists of labels; none where there are no labels
 */
public record VideoRows(List<String> keys, List<ListedVideo> videos, Classes classes) {

    /** @throws KNIMEException when the table is empty, or a row has an impossible segment */
    public static VideoRows read(BufferedDataTable table, VideoColumns columns, VideoPlaces places) throws KNIMEException {
        List<String> keys = new PackedList<>(PackedList.TEXTS);
        List<ListedVideo> videos = ListedVideo.packed();
        for (TableRow row : TableRow.of(table)) {
            keys.add(row.key());
            videos.add(video(row, columns, places));
        }
        if (videos.isEmpty()) {
            throw new KNIMEException("The input table is empty: it names no video.");
        }
        Classes classes = knownClasses(table.getDataTableSpec(), columns);
        VideoRows rows = new VideoRows(keys, videos,
            classes.isEmpty() ? Classes.sorted(videos.stream().flatMap(video -> video.labels().stream())) : classes);
        rows.checkLabels();
        return rows;
    }

    /** The key frames of a table of boxes, each under the key of its first box. */
    static VideoRows ofBoxes(BufferedDataTable table, String path, VideoPlaces places) throws KNIMEException {
        KeyFrameRows frames = KeyFrameRows.read(table, path, places);
        if (frames.keyFrames().isEmpty()) {
            throw new KNIMEException("The input table is empty: it has no box.");
        }
        return new VideoRows(frames.rows().stream().map(rows -> rows.get(0)).toList(), frames.keyFrames(),
            frames.classes());
    }

    /** The files alone, and how many frames they should have. */
    static List<ListedVideo> files(BufferedDataTable table, String column, VideoPlaces places) {
        Optional<Column<Integer>> frames = VideoColumns.count(table.getDataTableSpec(), CommonColumns.FRAMES);
        Optional<Column<Integer>> offset = VideoColumns.count(table.getDataTableSpec(), CommonColumns.OFFSET);
        List<ListedVideo> files = ListedVideo.packed();
        for (TableRow row : TableRow.of(table)) {
            VideoPlaces.Place place = places.of(row, column);
            files.add(new ListedVideo(place.path(), null, List.of(), null, count(row, frames, 0),
                count(row, offset, FolderFrames.ALONE), null, List.of(), place.name()));
        }
        return files;
    }

    private static int count(TableRow row, Optional<Column<Integer>> column, int unsaid) {
        return column.map(row::get).filter(count -> count >= 0).orElse(unsaid);
    }

    /** A video's label is the first of its labels where no other is said. */
    private static ListedVideo video(TableRow row, VideoColumns columns, VideoPlaces places) throws KNIMEException {
        List<String> labels = columns.labels().map(row::get).orElse(List.of());
        String label = columns.label().map(row::get).orElse(labels.isEmpty() ? null : labels.get(0));
        if (label != null && !labels.contains(label)) {
            labels = new ArrayList<>(labels);
            labels.add(0, label);
        }
        VideoPlaces.Place place = places.of(row, columns.path());
        return new ListedVideo(place.path(), label, List.copyOf(labels), span(row, columns),
            count(row, columns.frames(), 0), count(row, columns.offset(), FolderFrames.ALONE), null, List.of(),
            place.name());
    }

    /** A row with neither start nor end stands for the whole video, one with either for all after or before it. */
    private static Span span(TableRow row, VideoColumns columns) throws KNIMEException {
        Optional<Double> start = columns.start().map(row::get);
        Optional<Double> end = columns.end().map(row::get);
        if (start.isEmpty() && end.isEmpty()) {
            return null;
        }
        try {
            return new Span(start.orElse(0.0), end.orElse(Double.POSITIVE_INFINITY));
        } catch (IllegalArgumentException e) {
            throw new KNIMEException("Row " + row.key() + ": " + e.getMessage(), e);
        }
    }

    /** The possible values of the label column, in their order; none where there is none, or it does not know them. */
    public static Classes knownClasses(DataTableSpec table, VideoColumns columns) {
        return columns.label().map(label -> table.getColumnSpec(label.name()).getDomain())
            .filter(DataColumnDomain::hasValues)
            .map(domain -> new Classes(domain.getValues().stream().map(DataCell::toString).toList())).orElse(Classes.NONE);
    }

    private void checkLabels() throws KNIMEException {
        for (int i = 0; i < videos.size(); i++) {
            for (String label : videos.get(i).labels()) {
                if (!classes.contains(label)) {
                    throw new KNIMEException("Row " + keys.get(i) + " has the label " + label
                        + ", which is not among the classes, the possible values of the label column.");
                }
            }
        }
    }
}
