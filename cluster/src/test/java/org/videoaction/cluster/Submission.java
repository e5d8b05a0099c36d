package org.videoaction.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/**
 * The job jar, submitted to the Spark that the build assembled.
 *
 * @param exitCode of the driver
 * @param printed by it, on both streams
 */
record Submission(int exitCode, String printed) {

    static final Path SPARK_HOME = Path.of(System.getProperty("spark.home"));
    static final Path JOB = Path.of(System.getProperty("job.jar"));

    /** A network of width 8 that nobody trained, with classes a and b. */
    static Path model(Path folder) throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slow-8x8-r50").architecture(8, 2),
            new VideoModel.Input(8, 32, 32, 1), Classes.of("a", "b"), 3), file);
        return file;
    }

    /** Starts a driver and leaves it alone. */
    static Process start(Path log, String master, List<String> conf, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SPARK_HOME.resolve("bin/spark-submit").toString(), "--master", master,
            // short runs do not gain by better machine code
            "--driver-java-options", "-XX:TieredStopAtLevel=1", "--conf", "spark.sql.shuffle.partitions=2"));
        conf.forEach(setting -> command.addAll(List.of("--conf", setting)));
        command.add(JOB.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the driver's end. */
    static Submission run(Path folder, String master, List<String> conf, String... arguments)
        throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "driver", ".log");
        int exitCode = start(log, master, conf, arguments).waitFor();
        return new Submission(exitCode, Files.readString(log));
    }
}
