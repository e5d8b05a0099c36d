package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A job's folder, on any file system of Hadoop: {@code work.properties}, which says what is computed; {@code plan}, the list
 * with the work of each video; {@code result}, a folder a wave. Spark writes a wave beside its place and commits it; then it
 * gets its name, which no wave that is not whole ever has. Names that begin with an underscore are passed over by readers.
 */
final class ResultFolder {

    static final String WAVE = "wave";

    private static final String WORK = "work.properties";
    /** Says that plan and waves carry lists of what is in them. */
    private static final String CHECKED = "checked";
    private static final String PLAN = "plan";
    private static final String RESULT = "result";

    private final SparkSession spark;
    private final Path folder;
    private final FileSystem files;
    private final WholeFolder whole;
    private final StructType schema;
    /** Whether the folder is of a version of which plan and waves got their names by renaming alone. */
    private boolean renamed;

    /** @param schema of the rows of the result */
    ResultFolder(SparkSession spark, Place place, StructType schema) throws IOException {
        this.schema = schema;
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        this.spark = spark;
        this.files = place.ofHadoop().getFileSystem(hadoop);
        this.folder = files.makeQualified(place.ofHadoop());
        this.whole = new WholeFolder(files);
    }

    /**
     * Says what is to be computed, and makes sure that what is there already is a part of it.
     *
     * @throws IOException when the folder holds something else; the message names what differs
     */
    void claim(Map<String, String> work) throws IOException {
        Path file = new Path(folder, WORK);
        Properties said = new Properties();
        if (files.exists(file)) {
            try (InputStream in = files.open(file)) {
                said.load(in);
            }
            renamed = said.getProperty(CHECKED) == null;
            List<String> different = new TreeMap<>(work).keySet().stream()
                .filter(name -> !work.get(name).equals(said.getProperty(name))).toList();
            if (!different.isEmpty()) {
                throw new IOException("The folder " + folder + " holds the result of something else; different: "
                    + String.join(", ", different) + ". Choose another folder, or empty this one.");
            }
            return;
        }
        if (files.exists(new Path(folder, RESULT))) {
            throw new IOException("The file " + file + ", which says what the results beside it belong to, is missing. "
                + "Choose another folder, or empty this one.");
        }
        said.putAll(work);
        said.put(CHECKED, "true");
        StringWriter text = new StringWriter();
        said.store(text, null);
        Path beside = new Path(folder, "_" + spark.sparkContext().applicationId() + "." + WORK);
        try (OutputStream out = files.create(beside, true)) {
            // the date of the first line would differ each time
            out.write(text.toString().lines().filter(line -> !line.startsWith("#")).sorted()
                .reduce("", (all, line) -> all + line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        whole.rename(beside, file);
    }

    /**
     * Looks at the videos and keeps them with their work, unless that was done before.
     *
     * @param count how many there are
     * @param waveSize how many of them make a wave
     * @throws IOException as {@link Survey#check} says, or when executors wrote to other places than this driver sees
     */
    void plan(Dataset<Row> videos, long count, Effort effort, long waveSize) throws IOException {
        Path plan = new Path(folder, PLAN);
        if (isWhole(plan)) {
            return;
        }
        files.delete(plan, true);
        Survey.checkHosts(spark, videos, count);
        Dataset<Row> surveyed = Survey.of(everywhere(videos), effort).cache();
        try {
            Survey.check(surveyed);
            removeUnfinished(folder);
            Path beside = new Path(folder, "_" + spark.sparkContext().applicationId() + "." + PLAN);
            surveyed.withColumn(WAVE, col(VideoRow.NUMBER).divide(waveSize).cast("long")).repartition(col(WAVE)).write()
                .mode(SaveMode.Overwrite).partitionBy(WAVE).parquet(beside.toString());
            checkSeen(beside, Survey.SCHEMA, count);
            whole.name(beside, plan);
        } finally {
            surveyed.unpersist();
        }
    }

    /** A table of one file would be looked at by one executor alone. */
    private Dataset<Row> everywhere(Dataset<Row> videos) {
        int executors = spark.sparkContext().defaultParallelism();
        return videos.rdd().getNumPartitions() < executors ? videos.repartition(executors) : videos;
    }

    /** The videos of a wave, in the order of the list. */
    List<Row> planned(long wave) {
        return spark.read().schema(Survey.SCHEMA).parquet(Place.literally(new Path(new Path(folder, PLAN), name(wave))))
            .orderBy(VideoRow.NUMBER).collectAsList();
    }

    /** The waves from 0 on that are not there yet. */
    long[] missing(long waves) throws IOException {
        Path result = new Path(folder, RESULT);
        files.mkdirs(result);
        removeUnfinished(result);
        Set<Long> there = new HashSet<>();
        for (long wave : waves()) {
            Path of = new Path(result, name(wave));
            if (isWhole(of)) {
                there.add(wave);
            } else {
                files.delete(of, true);
            }
        }
        return LongStream.range(0, waves).filter(wave -> !there.contains(wave)).toArray();
    }

    private boolean isWhole(Path part) throws IOException {
        return renamed ? files.exists(part) : whole.isWhole(part);
    }

    /** What a job that was killed was writing. */
    private void removeUnfinished(Path parent) throws IOException {
        for (FileStatus status : files.listStatus(parent)) {
            if (status.getPath().getName().startsWith("_")) {
                files.delete(status.getPath(), true);
            }
        }
    }

    /**
     * Computes a wave and commits it.
     *
     * @param videos how many rows it has
     * @throws IOException when executors wrote to other places than this driver sees
     */
    void write(long wave, Dataset<Row> rows, long videos) throws IOException {
        Path result = new Path(folder, RESULT);
        Path beside = new Path(result, "_" + name(wave) + "." + spark.sparkContext().applicationId());
        rows.write().mode(SaveMode.Overwrite).parquet(beside.toString());
        checkSeen(beside, schema, videos);
        whole.name(beside, new Path(result, name(wave)));
    }

    /** Executors that write to folders of their own leave nothing, or too little, where the driver looks. */
    private void checkSeen(Path written, StructType columns, long rows) throws IOException {
        long seen = spark.read().schema(columns).parquet(Place.literally(written)).count();
        if (seen != rows) {
            throw new IOException("The executors wrote " + rows + " rows to the folder " + written + ", and the driver on "
                + InetAddress.getLocalHost().getHostName() + " sees " + seen
                + " of them there. The folder of the result has "
                + "to be the same one under this path on every host, or an address such as hdfs:///scores.");
        }
    }

    /** The waves that are there, in their order: once none is missing, all. */
    long[] waves() throws IOException {
        return Stream.of(files.listStatus(new Path(folder, RESULT))).map(status -> status.getPath().getName())
            .filter(name -> name.startsWith(WAVE + "=")).mapToLong(ResultFolder::number).sorted().toArray();
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(WAVE.length() + 1));
    }

    /** The rows of a finished wave, in the order of the list. */
    List<Row> read(long wave) {
        return spark.read().schema(schema).parquet(Place.literally(new Path(new Path(folder, RESULT), name(wave))))
            .orderBy(VideoRow.NUMBER).collectAsList();
    }

    /** The rows of all finished waves. */
    Dataset<Row> read() {
        return spark.read().schema(schema).parquet(Place.literally(new Path(folder, RESULT)));
    }

    /** Where the results are. */
    String result() {
        return new Path(folder, RESULT).toString();
    }

    private static String name(long wave) {
        return WAVE + "=" + wave;
    }
}
