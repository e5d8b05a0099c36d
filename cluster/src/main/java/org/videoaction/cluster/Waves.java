package org.videoaction.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.Classes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of a job that makes a row of each video of a list, and how it goes through it, wave by wave. A wave that is
 * finished stays, whatever happens to driver or executors; the same command again goes on with the others.
 */
final class Waves {

    /** So that tasks are short beside a wave, and one that is done again costs little. */
    private static final int TASKS_A_SLOT = 4;

    @Mixin
    private VideoList list;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder of the result, where driver and executors see it")
    private Place out;

    @Option(names = "--wave", defaultValue = "4096", paramLabel = "N", description = "videos that are committed together")
    private int size;

    @Option(names = "--lines", paramLabel = "FILE", description = "also writes the rows there in the order of the list, a line of JSON each, from the driver")
    private Place lines;

    /**
     * What is to be made of the videos.
     *
     * @param settings all that makes other rows, by names for people
     * @param effort how much work the task has with a video
     * @param schema of the rows, the number of the video among them
     */
    record Work(Map<String, String> settings, MapPartitionsFunction<Row, Row> task, Effort effort, StructType schema) {}

    /**
     * Looks at the options before anything long starts.
     *
     * @throws IllegalArgumentException when there would be no videos in a wave
     * @throws IOException when a file system does not answer
     */
    void check() throws IOException {
        if (size < 1) {
            throw new IllegalArgumentException("A wave has at least one video.");
        }
        list.check();
        out.check();
        if (lines != null) {
            lines.check();
        }
    }

    /**
     * Does the work that is left.
     *
     * @param classes what labels may be, or null for what the list names
     * @param says is told how far it is
     * @return the folder with all rows
     */
    ResultFolder run(SparkSession spark, Classes classes, Work work, PrintWriter says) throws IOException {
        say(says, "application " + spark.sparkContext().applicationId()
            + spark.sparkContext().uiWebUrl().map(address -> " at " + address).getOrElse(() -> ""));
        ResultFolder folder = new ResultFolder(spark, out, work.schema());
        VideoList.Listing listing = list.read(spark, classes);
        listing.remarks().forEach(remark -> remark(says, remark));
        Dataset<Row> rows = listing.rows().cache();
        VideoList.Sum sum = list.sum(rows);
        Map<String, String> all = new TreeMap<>(work.settings());
        all.put("list", sum.toString());
        all.put("wave", String.valueOf(size));
        folder.claim(all);
        folder.plan(rows, sum.videos(), work.effort(), size);
        rows.unpersist();
        long waves = (sum.videos() + size - 1) / size;
        long[] missing = folder.missing(waves);
        for (int i = 0; i < missing.length; i++) {
            say(says, "wave " + (waves - missing.length + i + 1) + " of " + waves);
            List<Row> videos = folder.planned(missing[i]);
            folder.write(missing[i], dealt(spark, videos).mapPartitions(work.task(), Encoders.row(work.schema())),
                videos.size());
        }
        Row counts = folder.read().agg(functions.count("*"), functions.count("problem")).first();
        if (counts.getLong(0) != sum.videos()) {
            throw new IOException("The folder " + folder.result() + " has " + counts.getLong(0) + " rows and the list "
                + sum.videos() + " videos: another job wrote to it at the same time. Delete it and start one job alone.");
        }
        if (lines != null) {
            write(folder);
        }
        say(says, counts.getLong(0) + " videos, " + counts.getLong(1) + " of them with a problem; " + folder.result());
        return folder;
    }

    private void write(ResultFolder folder) throws IOException {
        if (lines.isHere()) {
            write(folder, lines.path());
            return;
        }
        try (Scratch scratch = Scratch.create()) {
            Path written = scratch.folder().resolve("lines.jsonl");
            write(folder, written);
            lines.replace(written, Place.hadoop());
        }
    }

    private static void write(ResultFolder folder, Path file) throws IOException {
        WholeFile.write(file, out -> {
            for (long wave : folder.waves()) {
                for (Row row : folder.read(wave)) {
                    out.write((row.json() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    /** The rows of a wave in partitions of about the same work. */
    private static Dataset<Row> dealt(SparkSession spark, List<Row> rows) {
        int slots = Math.max(1,
            spark.sparkContext().defaultParallelism() / spark.sparkContext().conf().getInt("spark.task.cpus", 1));
        List<List<Row>> shares = Shares.of(rows, slots * TASKS_A_SLOT, Survey::work);
        JavaRDD<Row> partitions = JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(shares, shares.size())
            .flatMap(List::iterator);
        return spark.createDataFrame(partitions, Survey.SCHEMA);
    }

    /** Says what a person should know of the result, and whoever started the job passes on. */
    static void remark(PrintWriter says, String sentence) {
        say(says, "remark: " + sentence);
    }

    static void say(PrintWriter says, String text) {
        says.println("videoaction: " + text);
        says.flush();
    }
}
