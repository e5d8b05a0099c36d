package org.videoaction.model.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.videoaction.data.Progress;

/**
 * A job of Spark as long as its driver runs. The driver says in lines of its own, which begin with {@code videoaction:}, where
 * Spark tells how far it is, and which wave of how many it has begun.
 */
public final class SparkRun {

    private static final String OURS = "videoaction: ";
    private static final Pattern APPLICATION = Pattern.compile("application (\\S+) at (\\S+)");
    /** Of what a person should know of the result. */
    private static final Pattern OF_RESULT = Pattern.compile("remark: (.*)");
    private static final Pattern WAVE = Pattern.compile("wave (\\d+) of (\\d+)");
    private static final long EVERY_MILLIS = 500;
    private static final long FAREWELL_SECONDS = 2;
    private static final int LAST_LINES = 20;
    /** A line that no driver prints. */
    private static final String END = "\n";

    private final Process process;
    private final Progress progress;
    private final Consumer<String> remarks;
    private final List<String> ofResult = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> last = new ArrayDeque<>();
    private Optional<SparkStatus> status = Optional.empty();
    private String said = "";
    /** What the job said since it told last how far it is: at its end, the reason. */
    private String remark = "";
    private int wave = 1;
    private int waves = 1;

    private SparkRun(Process process, Progress progress, Consumer<String> remarks) {
        this.process = process;
        this.progress = progress;
        this.remarks = remarks;
    }

    /**
     * Submits a job and waits for its end.
     *
     * @param remarks is given what the job says, a sentence each
     * @return those among them that a person should know of the result
     * @throws IOException when Spark cannot be started, or the job was refused or failed; the message says why
     * @throws CancellationException when {@code progress} says so or the thread was interrupted; the job is stopped then
     */
    public static List<String> of(SparkSubmission submission, Progress progress, Consumer<String> remarks)
        throws IOException {
        progress.report(0, "starting Spark");
        SparkRun run = new SparkRun(submission.start(), progress, remarks);
        try {
            run.watch();
            return List.copyOf(run.ofResult);
        } finally {
            run.end();
        }
    }

    private void watch() throws IOException {
        Thread reader = new Thread(this::read, "output of spark-submit");
        reader.setDaemon(true);
        reader.start();
        try {
            for (String line = lines.poll(EVERY_MILLIS, TimeUnit.MILLISECONDS); !END.equals(line); line = lines
                .poll(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (line != null) {
                    hear(line);
                }
                if (lines.isEmpty()) {
                    report();
                }
            }
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException(remark.isEmpty() ? "Spark ended with exit code " + exitCode + ": "
                    + String.join(System.lineSeparator(), last) : remark);
            }
        } catch (InterruptedException e) {
            throw (CancellationException) new CancellationException("the job was canceled").initCause(e);
        }
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | RuntimeException e) {
            // of a process that was stopped
        } finally {
            lines.add(END);
        }
    }

    private void hear(String line) {
        if (!line.startsWith(OURS)) {
            last.add(line);
            if (last.size() > LAST_LINES) {
                last.remove();
            }
            return;
        }
        said = line.substring(OURS.length());
        remark = "";
        Matcher application = APPLICATION.matcher(said);
        Matcher waveOf = WAVE.matcher(said);
        Matcher known = OF_RESULT.matcher(said);
        if (application.matches()) {
            status = Optional.of(new SparkStatus(application.group(2), application.group(1)));
        } else if (waveOf.matches()) {
            wave = Integer.parseInt(waveOf.group(1));
            waves = Integer.parseInt(waveOf.group(2));
        } else if (known.matches()) {
            ofResult.add(known.group(1));
            remarks.accept(known.group(1));
        } else {
            remark = said;
            remarks.accept(said);
        }
    }

    private void report() {
        double ofWave = status.flatMap(SparkStatus::tasksDone).orElse(0.0);
        progress.report(Math.min(1, (wave - 1 + ofWave) / waves),
            said.isEmpty() ? "starting Spark" : "Spark: " + said);
    }

    /** Spark ends its application when it is asked to end; what does not listen is killed. */
    private void end() {
        if (!process.isAlive()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroy);
        // the process itself would close its output, and who writes into a closed one dies before it has said farewell
        process.toHandle().destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
