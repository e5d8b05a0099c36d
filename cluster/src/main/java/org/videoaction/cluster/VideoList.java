package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.list.Part;
import picocli.CommandLine.Option;

/** The options that say which videos a job is about, and their rows. */
final class VideoList {

    /** What stands between several labels of a video in a table of texts. */
    private static final String BETWEEN_LABELS = ";";

    @Option(names = "--list", required = true, paramLabel = "LIST", description = "a list in one of the formats, or a table: Parquet, CSV with a header, or lines of JSON")
    private String list;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS", description = "how the list is written: ${COMPLETION-CANDIDATES}")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR", description = "what paths are relative to; without it, the folder of the list")
    private Path videos;

    @Option(names = "--part", paramLabel = "PART", defaultValue = "ALL", description = "${COMPLETION-CANDIDATES}")
    private Part part;

    @Option(names = "--table", description = "the list is a table with a column of paths, and perhaps labels, start and end in seconds")
    private boolean table;

    @Option(names = "--path-column", paramLabel = "NAME", defaultValue = VideoRow.PATH, description = "the column of the table with the paths")
    private String pathColumn;

    /**
     * A list.
     *
     * @param rows those of {@link VideoRow}, in the list's order
     * @param classes what its labels may be, nothing where that is not known before all rows are read
     */
    record Listing(Dataset<Row> rows, Optional<Classes> classes) {}

    /**
     * Reads the list.
     *
     * @param classes what labels may be, or null for what the list names
     * @throws IOException when the list cannot be read or has no rows
     */
    Listing read(SparkSession spark, Classes classes) throws IOException {
        if (table) {
            return new Listing(tableRows(spark), Optional.ofNullable(classes));
        }
        if (format.has(ListedVideo.Field.OFFSET)) {
            throw new IOException("Jobs for Spark do not read folders that hold the frames of several videos, as the format "
                + format + " lists them. Make a folder for each video.");
        }
        DatasetList listed = DatasetList.read(format, Path.of(list), videos,
            classes == null ? null : ClassFile.of(classes), LabelReading.AUTOMATIC, null, part);
        List<Row> rows = new ArrayList<>();
        for (ListedVideo video : listed.videos()) {
            rows.add(VideoRow.of(rows.size(), video));
        }
        return new Listing(spark.createDataFrame(rows, VideoRow.SCHEMA), Optional.of(listed.classes()));
    }

    /**
     * What tells one list from another.
     *
     * @param fingerprint a sum over those of the rows, with their numbers, whatever partitions they lie in
     */
    record Sum(long videos, String fingerprint) {

        @Override
        public String toString() {
            return videos + " videos, " + fingerprint;
        }
    }

    /** @throws IOException when there are no videos */
    static Sum sum(Dataset<Row> rows) throws IOException {
        Column ofRow = functions.sha2(functions.to_json(functions.struct("*")).cast("binary"), 256);
        Row sum = rows.agg(functions.count("*"),
            functions.sum(functions.conv(functions.substring(ofRow, 1, 15), 16, 10).cast("decimal(38,0)"))).first();
        if (sum.getLong(0) == 0) {
            throw new IOException("The list has no videos.");
        }
        return new Sum(sum.getLong(0), sum.getDecimal(1).toBigInteger().toString(16));
    }

    private Dataset<Row> tableRows(SparkSession spark) throws IOException {
        Dataset<Row> read = list.endsWith(".jsonl") ? spark.read().json(list)
            : list.endsWith(".csv") ? spark.read().option("header", true).option("escape", "\"").csv(list)
                : spark.read().parquet(list);
        List<String> columns = Arrays.asList(read.columns());
        if (!columns.contains(pathColumn)) {
            throw new IOException("The table " + list + " has no column \"" + pathColumn + "\"; its columns are "
                + String.join(", ", columns) + ". Name that of the paths with --path-column.");
        }
        Column labels = !columns.contains(VideoRow.LABELS) ? functions.array()
            : read.schema().apply(VideoRow.LABELS).dataType() instanceof ArrayType ? col(VideoRow.LABELS)
                : functions.filter(
                    functions.split(functions.coalesce(col(VideoRow.LABELS), functions.lit("")), BETWEEN_LABELS),
                    label -> label.notEqual(""));
        Dataset<Row> chosen = read.select(functions.coalesce(col(pathColumn), functions.lit("")).as(VideoRow.PATH),
            labels.cast("array<string>"), seconds(columns, VideoRow.START), seconds(columns, VideoRow.END));
        String root = videos == null ? null : videos.toAbsolutePath().toString();
        JavaRDD<Row> numbered = chosen.toJavaRDD().zipWithIndex().map(pair -> RowFactory.create(pair._2(),
            root == null ? pair._1().getString(0) : Path.of(root).resolve(pair._1().getString(0)).toString(),
            pair._1().getList(1).toArray(), pair._1().get(2), pair._1().get(3)));
        return spark.createDataFrame(numbered, VideoRow.SCHEMA);
    }

    private static Column seconds(List<String> columns, String name) {
        return (columns.contains(name) ? col(name) : functions.lit(null)).cast("double").as(name);
    }
}
