package org.videoaction.model.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;

/** With scripts that take spark-submit's place. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands for spark-submit")
class SparkRunTest {

    @TempDir
    private Path home;

    private Path job;
    private final List<String> remarks = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        job = Files.createFile(home.resolve("job.jar"));
    }

    private SparkSubmission submission(String script) throws IOException {
        Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\n" + script);
        submit.toFile().setExecutable(true);
        return submission();
    }

    private SparkSubmission submission() {
        return new SparkSubmission(Optional.of(home), "local[2]", List.of("spark.executor.cores=2"), job,
            List.of("score", "--out", "a folder"));
    }

    @Test
    void theCommandLineHasMasterSettingsJobAndArguments() throws IOException {
        SparkRun.of(submission("for word in \"$@\"; do echo \"videoaction: $word\"; done"), Progress.NONE, remarks::add);
        assertThat(remarks).containsExactly("--master", "local[2]", "--conf", "spark.executor.cores=2", job.toString(),
            "score",
            "--out", "a folder");
    }

    @Test
    void whatTheJobSaysIsHeardAndWhatSparkSaysIsNot() throws IOException {
        SparkRun.of(submission("echo WARN something; echo 'videoaction: 5 videos' >&2"), Progress.NONE, remarks::add);
        assertThat(remarks).containsExactly("5 videos");
    }

    @Test
    void remarksOnTheResultAreToldApartFromWhatElseTheJobSays() throws IOException {
        assertThat(SparkRun.of(submission("echo 'videoaction: remark: Labels are names.'; echo 'videoaction: wave 1 of 1'; "
            + "echo 'videoaction: 5 videos'"), Progress.NONE, remarks::add)).containsExactly("Labels are names.");
        assertThat(remarks).containsExactly("Labels are names.", "5 videos");
    }

    @Test
    void aJobThatIsRefusedFailsWithItsSentence() throws IOException {
        SparkSubmission refused = submission("echo 'videoaction: The list has no videos.'; echo WARN bye; exit 2");
        assertThatThrownBy(() -> SparkRun.of(refused, Progress.NONE, remarks::add)).isInstanceOf(IOException.class)
            .hasMessage("The list has no videos.");
    }

    @Test
    void aSparkThatFailsIsQuoted() throws IOException {
        SparkSubmission broken = submission("echo 'Error: Could not parse Master URL'; exit 1");
        assertThatThrownBy(() -> SparkRun.of(broken, Progress.NONE, remarks::add)).isInstanceOf(IOException.class)
            .hasMessageContaining("exit code 1").hasMessageContaining("Could not parse Master URL");
    }

    /** As when the system kills a driver. */
    @Test
    void aJobThatEndsWithoutAReasonIsNotToldByHowFarItWas() throws IOException {
        SparkSubmission killed = submission("echo 'videoaction: wave 2 of 4'; echo 'Killed'; exit 137");
        assertThatThrownBy(() -> SparkRun.of(killed, Progress.NONE, remarks::add)).isInstanceOf(IOException.class)
            .hasMessageContainingAll("exit code 137", "Killed");
    }

    @Test
    void progressCountsFinishedWavesAndTheTasksOfTheOneThatRuns() throws IOException {
        HttpServer spark = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new ArrayList<>();
        spark.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] jobs = "[{\"numTasks\": 8, \"numCompletedTasks\": 6}]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, jobs.length);
            exchange.getResponseBody().write(jobs);
            exchange.close();
        });
        spark.start();
        Path go = home.resolve("go");
        List<Double> fractions = new ArrayList<>();
        try {
            SparkSubmission waiting = submission("echo 'videoaction: application app-7 at http://127.0.0.1:"
                + spark.getAddress().getPort() + "'; echo 'videoaction: wave 2 of 4'; while [ ! -f '" + go
                + "' ]; do sleep 0.05; done");
            SparkRun.of(waiting, (fraction, message) -> {
                fractions.add(fraction);
                if (fraction > 0.25) {
                    touch(go);
                }
            }, remarks::add);
        } finally {
            spark.stop(0);
        }
        // one wave of four, and three quarters of the second
        assertThat(fractions).contains((1 + 0.75) / 4);
        assertThat(asked).contains("/api/v1/applications/app-7/jobs?status=running");
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void cancelingEndsTheDriver() throws IOException {
        Path ended = home.resolve("ended");
        SparkSubmission endless = submission("trap 'touch " + ended + "; exit 143' TERM; echo 'videoaction: wave 1 of 9'; "
            + "while :; do sleep 0.05; done");
        assertThatThrownBy(() -> SparkRun.of(endless, (fraction, message) -> {
            if (message.contains("wave")) {
                throw new CancellationException();
            }
        }, remarks::add)).isInstanceOf(CancellationException.class);
        assertThat(ended).exists();
    }

    @Test
    void aFolderWithoutSparkAndAMissingJobAreSaid() throws IOException {
        assertThatThrownBy(() -> SparkRun.of(submission(), Progress.NONE, remarks::add)).isInstanceOf(IOException.class)
            .hasMessageContaining("is not that of a Spark");
        SparkSubmission whole = submission("exit 0");
        Files.delete(job);
        assertThatThrownBy(() -> SparkRun.of(whole, Progress.NONE, remarks::add)).isInstanceOf(IOException.class)
            .hasMessageContaining("job.jar, does not exist");
    }

    @Test
    void aSettingWithoutAValueAndNoMasterAreRefused() {
        assertThatThrownBy(() -> new SparkSubmission(Optional.empty(), "yarn", List.of("spark.executor.cores"), job,
            List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("key=value");
        assertThatThrownBy(() -> new SparkSubmission(Optional.empty(), " ", List.of(), job, List.of()))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("master");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.submit.deployMode=cluster", "spark.submit.deployMode = Cluster"})
    void aDriverThatNobodyHereCouldHearOrStopIsRefused(String setting) {
        List<String> settings = List.of("spark.executor.cores=2", setting);
        assertThatThrownBy(() -> SparkSubmission.check("yarn", settings)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("spark.submit.deployMode=cluster", "canceled");
        assertThatCode(() -> SparkSubmission.check("yarn", List.of("spark.submit.deployMode=client")))
            .doesNotThrowAnyException();
    }
}
