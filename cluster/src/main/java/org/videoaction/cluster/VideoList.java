package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.util.SerializableConfiguration;
import org.videoaction.data.list.ArrowTable;
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

    private static final Pattern ARROW = Pattern.compile("\\.(arrow|feather)/*$");

    @Option(names = "--list", required = true, paramLabel = "LIST", description = "a list in one of the formats, or a table: Parquet, Arrow, CSV with a header, or lines of JSON")
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
        DatasetList listed;
        Place place = new Place(list);
        try (Scratch scratch = Scratch.create()) {
            listed = DatasetList.read(format, place.brought(scratch.folder()), root(place, videos),
                classes == null ? null : ClassFile.of(classes), LabelReading.AUTOMATIC, null, part);
        }
        List<Row> rows = new ArrayList<>();
        for (ListedVideo video : listed.videos()) {
            rows.add(VideoRow.of(rows.size(), video));
        }
        return new Listing(spark.createDataFrame(rows, VideoRow.SCHEMA), Optional.of(listed.classes()));
    }

    /** What the paths of a list are relative to; null for its folder, which a copy does not lie in. */
    static Path root(Place list, Path said) {
        return said == null && !list.isHere() ? Path.of("").toAbsolutePath().getRoot() : said;
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
        String root = videos == null ? null : videos.toAbsolutePath().toString();
        JavaRDD<ArrowTable.Entry> entries = ARROW.matcher(list).find() ? arrow(spark)
            : columns(spark).toJavaRDD().map(row -> new ArrowTable.Entry(row.getString(0), new ArrayList<>(row.getList(1)),
                (Double) row.get(2), (Double) row.get(3)));
        JavaRDD<Row> numbered = entries.zipWithIndex().map(pair -> row(pair._2(), pair._1(), root));
        return spark.createDataFrame(numbered, VideoRow.SCHEMA);
    }

    /** @param root what the path is relative to, or null */
    private static Row row(long number, ArrowTable.Entry entry, String root) {
        return RowFactory.create(number, root == null ? entry.path() : Path.of(root).resolve(entry.path()).toString(),
            entry.labels().toArray(), entry.start(), entry.end());
    }

    /** Path, labels, start and end of what Spark reads by itself. */
    private Dataset<Row> columns(SparkSession spark) throws IOException {
        Dataset<Row> read = list.endsWith(".jsonl") ? spark.read().json(list)
            : list.endsWith(".csv") ? spark.read().option("header", true).option("escape", "\"").csv(list)
                : spark.read().parquet(list);
        List<String> columns = Arrays.asList(read.columns());
        if (!columns.contains(pathColumn)) {
            throw new ArrowTable(pathColumn).noPaths(list, columns);
        }
        Column labels = !columns.contains(VideoRow.LABELS) ? functions.array()
            : read.schema().apply(VideoRow.LABELS).dataType() instanceof ArrayType ? col(VideoRow.LABELS)
                : functions.filter(
                    functions.split(functions.coalesce(col(VideoRow.LABELS), functions.lit("")), ArrowTable.BETWEEN_LABELS),
                    label -> label.notEqual(""));
        return read.select(functions.coalesce(col(pathColumn), functions.lit("")).as(VideoRow.PATH),
            labels.cast("array<string>"), seconds(columns, VideoRow.START), seconds(columns, VideoRow.END));
    }

    /** The same of an Arrow file, or of those in a folder in the order of their names, a task each. */
    private JavaRDD<ArrowTable.Entry> arrow(SparkSession spark) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(list);
        List<String> files = Stream.of(path.getFileSystem(hadoop).listStatus(path)).map(FileStatus::getPath)
            .filter(file -> !file.getName().startsWith("_") && !file.getName().startsWith(".")).sorted()
            .map(org.apache.hadoop.fs.Path::toString).toList();
        if (files.isEmpty()) {
            throw new IOException("The folder " + list + " has no files.");
        }
        ArrowTable columns = new ArrowTable(pathColumn);
        org.apache.hadoop.fs.Path first = new org.apache.hadoop.fs.Path(files.get(0));
        try (InputStream in = first.getFileSystem(hadoop).open(first)) {
            columns.check(list, in);
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> sent = context.broadcast(new SerializableConfiguration(hadoop));
        return context.parallelize(files, files.size()).flatMap(file -> {
            List<ArrowTable.Entry> rows = new ArrayList<>();
            org.apache.hadoop.fs.Path one = new org.apache.hadoop.fs.Path(file);
            try (InputStream in = one.getFileSystem(sent.value().value()).open(one)) {
                columns.read(file, in, rows::add);
            }
            return rows.iterator();
        });
    }

    private static Column seconds(List<String> columns, String name) {
        return (columns.contains(name) ? col(name) : functions.lit(null)).cast("double").as(name);
    }
}
