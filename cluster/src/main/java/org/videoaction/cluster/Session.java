package org.videoaction.cluster;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * A session of Spark with what our tasks need and the person who submits did not say otherwise: a task has an executor's
 * cores to itself, as libtorch and FFmpeg share them out better than Spark could, and memory beside Java's heap.
 */
final class Session {

    /** libtorch's threads spin while they wait, by themselves so long that a busy machine comes to a halt. */
    private static final String SPIN = "1000";
    /** Frames, activations and libraries are no part of Java's heap. */
    private static final String OVERHEAD = "0.5";
    private static final int OLDEST_SPARK = 4;
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\d+)?])?");
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\d+,(\\d+),\\d+]");

    private Session() {
    }

    /**
     * Opens a session.
     *
     * @param file one that tasks find among Spark's files
     * @throws IllegalArgumentException when it is not clear how many cores an executor has, or Spark is too old
     */
    static SparkSession open(String name, Optional<Path> file) {
        SparkConf conf = new SparkConf();
        int cores = cores(conf.get("spark.master", "local[*]"), conf.get("spark.executor.cores", ""));
        conf.setIfMissing("spark.task.cpus", String.valueOf(cores));
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", String.valueOf(cores));
        conf.setIfMissing("spark.executorEnv.GOMP_SPINCOUNT", SPIN);
        conf.setIfMissing("spark.executor.memoryOverheadFactor", OVERHEAD);
        conf.setIfMissing("spark.log.level", "WARN");
        file.ifPresent(added -> add(added, conf));
        String options = conf.get("spark.executor.extraJavaOptions", "");
        if (!options.contains("ActiveProcessorCount")) {
            conf.set("spark.executor.extraJavaOptions", (options + " -XX:ActiveProcessorCount=" + cores).strip());
        }
        SparkSession session = SparkSession.builder().appName(name).config(conf).getOrCreate();
        try {
            checkVersion(session.version());
        } catch (IllegalArgumentException e) {
            session.stop();
            throw e;
        }
        return session;
    }

    /**
     * @param spark its version, such as 4.0.4
     * @throws IllegalArgumentException when the jobs do not run with it
     */
    static void checkVersion(String spark) {
        if (Integer.parseInt(spark.split("\\.")[0]) < OLDEST_SPARK) {
            throw new IllegalArgumentException(
                "This is Spark " + spark + "; the jobs need Spark " + OLDEST_SPARK + " or later, with Scala 2.13.");
        }
    }

    /** Files that are added to a session later stay unknown to the tasks of its tables. */
    private static void add(Path file, SparkConf conf) {
        String files = conf.get("spark.files", "");
        String added = file.toUri().toString().replace(",", "%2C");
        conf.set("spark.files", files.isEmpty() ? added : files + "," + added);
    }

    /** @param ofExecutor how many an executor is said to have, or an empty text */
    static int cores(String sparkMaster, String ofExecutor) {
        String master = sparkMaster.replace(" ", "");
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            return local.group(1) == null ? 1 : local.group(1).equals("*") ? Runtime.getRuntime().availableProcessors()
                : Integer.parseInt(local.group(1));
        }
        Matcher cluster = LOCAL_CLUSTER.matcher(master);
        if (cluster.matches()) {
            return Integer.parseInt(cluster.group(1));
        }
        if (master.startsWith("spark:") && ofExecutor.isEmpty()) {
            throw new IllegalArgumentException(
                "A standalone cluster gives an executor all cores of its worker, however many "
                    + "those are. Say how many each has, for example with --conf spark.executor.cores=8.");
        }
        return ofExecutor.isEmpty() ? 1 : Integer.parseInt(ofExecutor);
    }
}
