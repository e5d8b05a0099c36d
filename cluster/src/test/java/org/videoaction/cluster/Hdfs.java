package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Assertions;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;

/** A real HDFS: a name node and a data node in a process of their own on this machine, of the Hadoop that Spark brings. */
final class Hdfs implements AutoCloseable {

    /** What comes before the port of the name node. */
    private static final String STARTED = "Started MiniDFSCluster -- namenode on port ";

    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final Process process;
    private final String address;
    private final String web;

    private Hdfs(Process process, String address, String web) {
        this.process = process;
        this.address = address;
        this.web = web;
    }

    /** @param folder where its blocks are */
    static Hdfs start(Path folder) throws IOException {
        int port = Submission.freePort();
        // the manager of the small cluster asserts as a test does
        String classes = Stream.of(Assertions.class, JUnitException.class, AssertionFailedError.class, API.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-XX:TieredStopAtLevel=1", "-Dlog4j2.level=INFO", "-cp",
            String.join(File.pathSeparator, System.getProperty("hdfs.jar"), Submission.SPARK_HOME.resolve("jars") + "/*",
                classes),
            "org.apache.hadoop.test.MiniDFSClusterManager", "-format", "-datanodes", "1", "-httpport",
            String.valueOf(port), "-D", "dfs.replication=1").directory(folder.toFile())
            .redirectErrorStream(true).start();
        String started = Submission.await(process, STARTED);
        Thread reader = new Thread(() -> drain(process), "output of HDFS");
        reader.setDaemon(true);
        reader.start();
        return new Hdfs(process,
            "hdfs://localhost:" + started.substring(started.indexOf(STARTED) + STARTED.length()).strip(),
            "http://localhost:" + port + "/webhdfs/v1");
    }

    /** What is written into a pipe that nobody reads waits. */
    private static void drain(Process process) {
        try {
            process.inputReader().transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it was stopped
        }
    }

    /** The address of a path in it. */
    String at(String path) {
        return address + path;
    }

    void put(Path file, String there) throws Exception {
        ask("PUT", there, "op=CREATE&overwrite=true", HttpRequest.BodyPublishers.ofFile(file));
    }

    void get(String there, Path file) throws Exception {
        Files.write(file, ask("GET", there, "op=OPEN", HttpRequest.BodyPublishers.noBody()));
    }

    /** @param query as WebHDFS has it, such as {@code op=MKDIRS} */
    void change(String there, String query) throws Exception {
        ask("PUT", there, query, HttpRequest.BodyPublishers.noBody());
    }

    /** The names in a folder. */
    List<String> names(String folder) throws Exception {
        List<String> names = new ArrayList<>();
        new ObjectMapper().readTree(ask("GET", folder, "op=LISTSTATUS", HttpRequest.BodyPublishers.noBody()))
            .path("FileStatuses").path("FileStatus").forEach(file -> names.add(file.path("pathSuffix").asText()));
        return names;
    }

    private byte[] ask(String method, String there, String query, HttpRequest.BodyPublisher body) throws Exception {
        URI root = URI.create(web);
        URI uri = new URI("http", null, root.getHost(), root.getPort(), root.getPath() + there,
            query + "&user.name=" + System.getProperty("user.name"), null);
        HttpResponse<byte[]> answer = client.send(
            HttpRequest.newBuilder(URI.create(uri.toASCIIString())).method(method, body).build(),
            HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isBetween(200, 299);
        return answer.body();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
