package org.videoaction.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.videoaction.data.FilePath;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.FolderFrames;

/**
 * The columns of a list of videos: its number from 0 on, path, labels, and where only a part is meant, its seconds; of a folder
 * of pictures, where that is said, how many frames there are and how many pictures come before them. What is not said is null.
 */
final class VideoRow {

    static final String NUMBER = "number";
    static final String PATH = "path";
    static final String LABELS = "labels";
    static final String START = "start";
    static final String END = "end";
    static final String FRAMES = "frames";
    static final String OFFSET = "offset";

    static final StructType SCHEMA = new StructType().add(NUMBER, DataTypes.LongType, false)
        .add(PATH, DataTypes.StringType, false).add(LABELS, DataTypes.createArrayType(DataTypes.StringType, false), false)
        .add(START, DataTypes.DoubleType).add(END, DataTypes.DoubleType).add(FRAMES, DataTypes.IntegerType)
        .add(OFFSET, DataTypes.IntegerType);

    private VideoRow() {
    }

    static Row of(long number, ListedVideo video) {
        Span span = video.span();
        return RowFactory.create(number, video.name(), video.labels().toArray(), span == null ? null : span.start(),
            span == null ? null : span.end(), video.frames() == 0 ? null : video.frames(),
            video.offset() == FolderFrames.ALONE ? null : video.offset());
    }

    static ListedVideo video(Row row) {
        List<String> labels = new ArrayList<>(row.getList(row.fieldIndex(LABELS)));
        return new ListedVideo(FilePath.of(row.getAs(PATH)), labels.isEmpty() ? null : labels.get(0), labels, span(row),
            count(row, FRAMES, 0), count(row, OFFSET, FolderFrames.ALONE), null, List.of());
    }

    /**
     * The part that is meant, or null.
     *
     * @throws IllegalArgumentException when there is no such part of any video
     */
    static Span span(Row row) {
        Double start = row.getAs(START);
        Double end = row.getAs(END);
        return start == null && end == null ? null
            : new Span(start == null ? 0 : start, end == null ? Double.POSITIVE_INFINITY : end);
    }

    private static int count(Row row, String name, int unsaid) {
        Integer count = row.getAs(name);
        return count == null || count < 0 ? unsaid : count;
    }

    static long number(Row row) {
        return row.getLong(row.fieldIndex(NUMBER));
    }
}
