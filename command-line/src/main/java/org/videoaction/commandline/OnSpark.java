package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.Progress;
import org.videoaction.model.spark.SparkRun;
import org.videoaction.model.spark.SparkSubmission;
import picocli.CommandLine.Option;

/** The options that let a cluster of Apache Spark compute instead of this machine. */
final class OnSpark {

    @Option(names = "--spark", paramLabel = "MASTER")
    private String master;

    @Option(names = "--conf", paramLabel = "KEY=VALUE")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--spark-home", paramLabel = "DIR", defaultValue = "${env:SPARK_HOME}")
    private Path home;

    @Option(names = "--spark-job", paramLabel = "JAR", defaultValue = "${env:VIDEOACTION_SPARK_JOB}")
    private Path job;

    @Option(names = "--table")
    private boolean table;

    /** @throws IllegalArgumentException when there is no cluster but options of one */
    boolean isChosen() {
        if (master == null && (table || !settings.isEmpty())) {
            throw new IllegalArgumentException("--conf and --table are for a cluster; say which one with --spark MASTER.");
        }
        return master != null;
    }

    /** @throws IllegalArgumentException when a path is an address of Hadoop's, of which it would make another one */
    static void checkPath(Path path) {
        if (path.toString().matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
            throw new IllegalArgumentException(
                path + " lies in a file system of Hadoop, with which spark-submit deals itself: "
                    + "give it the jar of the jobs and their options, as docs/cluster.md shows.");
        }
    }

    /** Submits a job and prints what it says. */
    void run(List<String> arguments, Progress progress, PrintWriter out) throws IOException {
        if (job == null) {
            throw new IllegalArgumentException(
                "Say where the jar of the jobs for Spark is, videoaction-spark-1.0.0.jar, with "
                    + "--spark-job or VIDEOACTION_SPARK_JOB.");
        }
        List<String> all = new ArrayList<>(arguments);
        if (table) {
            all.add("--table");
        }
        SparkRun.of(new SparkSubmission(Optional.ofNullable(home), master, settings, job, all), progress, said -> {
            out.println(said);
            out.flush();
        });
    }
}
