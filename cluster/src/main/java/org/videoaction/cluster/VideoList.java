package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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
import org.videoaction.data.FilePath;
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

    private static final Pattern ENDING = Pattern.compile("\\.([^./\\\\]+)[/\\\\]*$");
    /** Endings of what are no tables that are read; whatever has none or another one is Parquet. */
    private static final Set<String> OTHERS = Set.of("json", "ndjson", "tsv", "txt", "orc", "avro", "xls", "xlsx", "gz",
        "bz2",
        "zip", "zst", "xz");
    private static final Set<String> ARROW = Set.of("arrow", "feather");

    /** A path of this system, of Linux and of Windows. */
    private static final String ABSOLUTE = "^(/|[A-Za-z]:[/\\\\]|\\\\\\\\).*";
    /** Stands for a file that does not exist, where the path itself would be that of a folder. */
    private static final String NO_PATH = "(no path in this row)";

    @Option(names = "--list", required = true, paramLabel = "LIST", description = "a list in one of the formats, or a table: Parquet, Arrow, CSV with a header, or lines of JSON")
    private Place list;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS", description = "how the list is written: ${COMPLETION-CANDIDATES}")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR", description = "what paths are relative to; without it, the folder of the list")
    private Place videos;

    @Option(names = "--part", paramLabel = "PART", defaultValue = "ALL", description = "${COMPLETION-CANDIDATES}")
    private Part part;

    @Option(names = "--table", description = "the list is a table with a column of paths, and perhaps labels, start and end in seconds, and of folders of pictures frames and offset")
    private boolean table;

    @Option(names = "--path-column", paramLabel = "NAME", defaultValue = VideoRow.PATH, description = "the column of the table with the paths")
    private String pathColumn;

    /**
     * A list.
     *
     * @param rows those of {@link VideoRow}, in the list's order
     * @param classes what its labels may be, nothing where that is not known before all rows are read
     * @param remarks what a person should know of how it was read
     */
    record Listing(Dataset<Row> rows, Optional<Classes> classes, List<String> remarks) {}

    /** @throws IOException when the file system of the list does not answer, or it is a table of a kind that is not read */
    void check() throws IOException {
        if (table && OTHERS.contains(ending())) {
            throw new IOException(list.text() + " ends in ." + ending()
                + " and is not read. A table is Parquet (.parquet or "
                + "any name), CSV with a header (.csv), lines of JSON (.jsonl) or Arrow (.arrow, .feather), and not packed.");
        }
        list.check();
    }

    private String ending() {
        Matcher ending = ENDING.matcher(list.text());
        return ending.find() ? ending.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /**
     * Reads the list.
     *
     * @param classes what labels may be, or null for what the list names
     * @throws IOException when the list cannot be read or has no rows
     */
    Listing read(SparkSession spark, Classes classes) throws IOException {
        if (table) {
            return new Listing(tableRows(spark), Optional.ofNullable(classes), List.of());
        }
        DatasetList listed = read(list, videos, (file, root) -> DatasetList.read(format, file, root,
            classes == null ? null : ClassFile.of(classes), LabelReading.AUTOMATIC, null, part));
        List<Row> rows = new ArrayList<>();
        for (ListedVideo video : listed.videos()) {
            rows.add(VideoRow.of(rows.size(), video));
        }
        return new Listing(spark.createDataFrame(rows, VideoRow.SCHEMA), Optional.of(listed.classes()),
            listed.remarks());
    }

    /** Reads a list in one of the formats. */
    @FunctionalInterface
    interface Reading {

        /** @param root what its paths are relative to, or null for its folder */
        DatasetList of(Path file, Path root) throws IOException;
    }

    /**
     * Reads a list, or a copy of it, beside which no videos lie.
     *
     * @param videos what its paths are said to be relative to, or null
     * @throws IOException when paths would be relative to a folder of the copy
     */
    static DatasetList read(Place list, Place videos, Reading reading) throws IOException {
        Path root = videos == null ? null : videos.path();
        try (Scratch scratch = Scratch.create()) {
            DatasetList listed = reading.of(list.brought(scratch.folder()), root);
            if (!list.isHere()) {
                Optional<ListedVideo> relative = listed.videos().stream()
                    .filter(video -> video.video().startsWith(scratch.folder())).findFirst();
                if (relative.isPresent()) {
                    throw relative(list.text(), scratch.folder().relativize(relative.get().video()).toString());
                }
            }
            return listed;
        }
    }

    private static IOException relative(String list, String path) {
        return new IOException("The list " + list + " has relative paths, such as " + path
            + ", and videos are not read from where it lies. Say with --videos which folder they are relative to.");
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

    /** @throws IOException when there are no videos, paths that are relative to nothing, or impossible segments */
    Sum sum(Dataset<Row> rows) throws IOException {
        Column ofRow = functions.sha2(functions.to_json(functions.struct("*")).cast("binary"), 256);
        Row sum = rows.agg(functions.count("*"),
            functions.sum(functions.conv(functions.substring(ofRow, 1, 15), 16, 10).cast("decimal(38,0)")),
            functions.min(functions.when(functions.not(col(VideoRow.PATH).rlike(ABSOLUTE)), col(VideoRow.PATH))),
            functions.min(functions.when(impossible(), functions.struct(VideoRow.NUMBER, VideoRow.PATH, VideoRow.START,
                VideoRow.END))))
            .first();
        if (sum.getLong(0) == 0) {
            throw new IOException("The list has no videos.");
        }
        if (!sum.isNullAt(2)) {
            throw relative(list.text(), sum.getString(2));
        }
        if (!sum.isNullAt(3)) {
            checkSegment(sum.getStruct(3));
        }
        return new Sum(sum.getLong(0), sum.getDecimal(1).toBigInteger().toString(16));
    }

    /** Whether there is no such {@link Span}. */
    private static Column impossible() {
        Column start = functions.coalesce(col(VideoRow.START), functions.lit(0.0));
        Column end = functions.coalesce(col(VideoRow.END), functions.lit(Double.POSITIVE_INFINITY));
        return functions.isnan(start).or(functions.isnan(end)).or(start.lt(0)).or(end.lt(start))
            .or(start.equalTo(Double.POSITIVE_INFINITY));
    }

    private void checkSegment(Row row) throws IOException {
        try {
            VideoRow.span(row);
        } catch (IllegalArgumentException e) {
            throw new IOException("Row " + (VideoRow.number(row) + 1) + " of the table " + list.text() + ", "
                + row.getAs(VideoRow.PATH) + ": " + e.getMessage(), e);
        }
    }

    private Dataset<Row> tableRows(SparkSession spark) throws IOException {
        if (!list.exists()) {
            throw new FileNotFoundException(list.text() + " does not exist.");
        }
        Path folder = videos != null ? videos.path().toAbsolutePath()
            : list.isHere() ? list.path().toAbsolutePath().getParent() : null;
        String root = folder == null ? null : folder.toString();
        JavaRDD<ArrowTable.Entry> entries = ARROW.contains(ending()) ? arrow(spark)
            : columns(spark).toJavaRDD().map(row -> new ArrowTable.Entry(row.getString(0), new ArrayList<>(row.getList(1)),
                (Double) row.get(2), (Double) row.get(3), (Integer) row.get(4), (Integer) row.get(5)));
        JavaRDD<Row> numbered = entries.zipWithIndex().map(pair -> row(pair._2(), pair._1(), root));
        return spark.createDataFrame(numbered, VideoRow.SCHEMA);
    }

    /** @param root what the path is relative to, or null */
    private static Row row(long number, ArrowTable.Entry entry, String root) {
        Path path = FilePath.of(entry.path().isBlank() ? NO_PATH : entry.path());
        return RowFactory.create(number, (root == null ? path : Path.of(root).resolve(path)).toString(),
            entry.labels().toArray(), entry.start(), entry.end(), entry.frames(), entry.offset());
    }

    /**
     * The columns of an {@link ArrowTable.Entry} of what Spark reads by itself, in the order of the names of files and of the rows
     * in them: Spark reads pieces of files in an order, and of a length, that differ with the executors.
     */
    private Dataset<Row> columns(SparkSession spark) throws IOException {
        String table = Place.literally(list.ofHadoop());
        Dataset<Row> read = switch (ending()) {
            case "jsonl" -> spark.read().json(table);
            case "csv" -> spark.read().option("header", true).option("escape", "\"").csv(table);
            default -> spark.read().parquet(table);
        };
        List<String> columns = Arrays.asList(read.columns());
        if (!columns.contains(pathColumn)) {
            throw new ArrowTable(pathColumn).noPaths(list.text(), columns);
        }
        Column piece = read.metadataColumn("_metadata");
        return read.select(functions.coalesce(col(pathColumn), functions.lit("")).as(VideoRow.PATH), labels(read, columns),
            number(columns, VideoRow.START, "double"), number(columns, VideoRow.END, "double"),
            number(columns, VideoRow.FRAMES, "int"), number(columns, VideoRow.OFFSET, "int"),
            piece.getField("file_path").as("file"), piece.getField("file_block_start").as("place"),
            functions.monotonically_increasing_id().as("row")).orderBy("file", "place", "row");
    }

    private static Column labels(Dataset<Row> table, List<String> columns) {
        if (!columns.contains(VideoRow.LABELS)) {
            return functions.array().cast("array<string>");
        }
        Column said = col(VideoRow.LABELS);
        Column texts = table.schema().apply(VideoRow.LABELS).dataType() instanceof ArrayType ? said.cast("array<string>")
            : functions.split(said, ArrowTable.BETWEEN_LABELS);
        return functions.coalesce(functions.filter(texts, label -> label.notEqual("")),
            functions.array().cast("array<string>"));
    }

    /** The same of an Arrow file, or of those in a folder in the order of their names, a task each. */
    private JavaRDD<ArrowTable.Entry> arrow(SparkSession spark) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        org.apache.hadoop.fs.Path path = list.ofHadoop();
        List<String> files = Stream.of(path.getFileSystem(hadoop).listStatus(path)).map(FileStatus::getPath)
            .filter(file -> !file.getName().startsWith("_") && !file.getName().startsWith(".")).sorted()
            .map(org.apache.hadoop.fs.Path::toString).toList();
        if (files.isEmpty()) {
            throw new IOException("The folder " + list.text() + " has no files.");
        }
        ArrowTable columns = new ArrowTable(pathColumn);
        org.apache.hadoop.fs.Path first = new org.apache.hadoop.fs.Path(files.get(0));
        try (InputStream in = first.getFileSystem(hadoop).open(first)) {
            columns.check(list.text(), in);
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

    private static Column number(List<String> columns, String name, String type) {
        return (columns.contains(name) ? col(name) : functions.lit(null)).cast(type).as(name);
    }
}
