package org.videoaction.model.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What spark-submit is asked for.
 *
 * @param home Spark's folder, nothing for the spark-submit that the system finds
 * @param master such as yarn, k8s://https://HOST, spark://HOST:7077 or local[4]
 * @param settings of Spark, {@code key=value} each
 * @param job the jar of our jobs
 * @param arguments the job's name and options
 */
public record SparkSubmission(Optional<Path> home, String master, List<String> settings, Path job, List<String> arguments) {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final String DRIVER_ELSEWHERE = "spark.submit.deployMode=cluster";

    /** @throws IllegalArgumentException when there is no master, or a setting has no value */
    public SparkSubmission {
        settings = List.copyOf(settings);
        arguments = List.copyOf(arguments);
        check(master, settings);
    }

    /**
     * @throws IllegalArgumentException when there is no master, a setting has no value, or the driver would be one that nobody
     *     here hears or can stop
     */
    public static void check(String master, List<String> settings) {
        if (master.isBlank()) {
            throw new IllegalArgumentException("Say which cluster is to compute: its master, such as yarn, "
                + "k8s://https://HOST:6443, spark://HOST:7077 or local[4].");
        }
        settings.stream().filter(setting -> setting.indexOf('=') < 1).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException("The setting of Spark \"" + wrong + "\" is not of the form key=value.");
        });
        if (settings.stream().map(setting -> setting.replace(" ", "")).anyMatch(DRIVER_ELSEWHERE::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                "With the setting " + DRIVER_ELSEWHERE + " the driver would be on the cluster, "
                    + "where it could neither be heard nor canceled from here. Leave that setting out.");
        }
    }

    /** @throws IOException when Spark or the job's jar is not where they are said to be */
    void check() throws IOException {
        if (home.isPresent() && !Files.exists(submit(home.get()))) {
            throw new IOException("The folder " + home.get() + " is not that of a Spark: it has no "
                + submit(home.get()).getFileName() + " in bin.");
        }
        if (!Files.isRegularFile(job)) {
            throw new IOException("The jar of the jobs for Spark, " + job + ", does not exist.");
        }
    }

    /** The words of the command line. */
    public List<String> command() {
        List<String> words = new ArrayList<>(List.of(home.map(folder -> submit(folder).toString())
            .orElse(WINDOWS ? "spark-submit.cmd" : "spark-submit"), "--master", master));
        settings.forEach(setting -> words.addAll(List.of("--conf", setting)));
        words.add(job.toString());
        words.addAll(arguments);
        return words;
    }

    private static Path submit(Path folder) {
        return folder.resolve("bin").resolve(WINDOWS ? "spark-submit.cmd" : "spark-submit");
    }

    /** Its process, which prints on one stream. */
    Process start() throws IOException {
        check();
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        home.ifPresent(folder -> environment.put("SPARK_HOME", folder.toAbsolutePath().toString()));
        environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("Spark cannot be started: there is no " + command().get(0) + " that can be run. Name the "
                + "folder of Spark.", e);
        }
    }
}
