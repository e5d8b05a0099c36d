package org.videoaction.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.quantization.Range;
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

    /** The same with ranges for 8-bit integers, which nobody measured. */
    static VideoModel withRanges(VideoModel model) {
        return model.with(new Quantization(List.of(), model.architecture().network().nodes().stream()
            .collect(Collectors.toMap(Network.Node::name, node -> new Range(0, 1)))));
    }

    /** Starts a driver; what it prints is to be read. */
    static Process start(String master, List<String> conf, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("--master", master,
            // short runs do not gain by better machine code
            "--driver-java-options", "-XX:TieredStopAtLevel=1", "--conf", "spark.sql.shuffle.partitions=2"));
        conf.forEach(setting -> command.addAll(List.of("--conf", setting)));
        command.add(JOB.toString());
        command.addAll(List.of(arguments));
        return spark("spark-submit", command);
    }

    /** Starts one of Spark's programs. */
    static Process spark(String script, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(SPARK_HOME.resolve("bin").resolve(script).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** Waits for the driver's end. */
    static Submission run(String master, List<String> conf, String... arguments) throws IOException, InterruptedException {
        return end(start(master, conf, arguments));
    }

    /** Reads what a process prints up to a line that holds a text, which one is expected to do. */
    static String await(Process process, String text) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder before = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            before.append(line).append('\n');
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("never said \"" + text + "\", but " + before);
    }

    /** A port that nobody listens at. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The JVMs that compute for a driver whose cluster runs in its own process. */
    static List<ProcessHandle> executors(Process driver) {
        return driver.descendants().filter(process -> command(process).contains("CoarseGrainedExecutorBackend")).toList();
    }

    private static String command(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    static Submission end(Process process) throws InterruptedException {
        String printed = process.inputReader().lines().collect(Collectors.joining("\n"));
        return new Submission(process.waitFor(), printed);
    }
}
