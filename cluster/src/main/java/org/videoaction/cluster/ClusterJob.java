package org.videoaction.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.videoaction.data.FileProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What spark-submit starts: the driver of the job that the first argument names. */
@Command(name = "videoaction-spark.jar", description = "Jobs for Apache Spark; spark-submit starts them.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "JOB", subcommands = {
    ProbeJob.class, SampleJob.class, ScoreJob.class, TrainJob.class})
public final class ClusterJob {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private ClusterJob() {
    }

    /** Ends the driver with 0 when the job is done, 1 when it failed and 2 when it was refused, with one sentence. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ClusterJob()).setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Place.class, Place::new)
            .setExecutionStrategy(ClusterJob::run)
            .setParameterExceptionHandler((problem, arguments) -> misused(problem))
            .setExecutionExceptionHandler((problem, line, result) -> failed(problem, line));
    }

    /** Gives what a job is told by: of a task that a host refused, that; and no errors, as Hadoop has for what it cannot write. */
    private static int run(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (ExecutionException e) {
            throw causes(e).filter(UnfitHost.class::isInstance).findFirst()
                .map(host -> new ExecutionException(e.getCommandLine(), host.getMessage(), host)).orElse(e);
        } catch (FSError e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), new IOException(e));
        }
    }

    /** A problem and what it came of, of which that of a task is one of the last. */
    static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
    }

    private static int misused(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        line.getErr()
            .println("videoaction: " + problem.getMessage() + "; " + line.getCommandName() + " --help lists the options");
        return REFUSED;
    }

    private static int failed(Throwable problem, CommandLine line) {
        Throwable told = problem instanceof UncheckedIOException wrapped ? wrapped.getCause() : problem;
        boolean refused = isSaid(told) || told instanceof AnalysisException;
        Optional<String> full = FullDisk.sentence(told);
        if (full.isPresent()) {
            line.getErr().println("videoaction: " + full.get());
            return FAILED;
        }
        line.getErr().println("videoaction: " + (refused ? sentence(told) : "failed by " + reason(told)));
        if (!refused) {
            told.printStackTrace(line.getErr());
        }
        return refused ? REFUSED : FAILED;
    }

    private static boolean isSaid(Throwable problem) {
        return problem instanceof IOException || problem instanceof IllegalArgumentException;
    }

    /** The innermost cause, in one line: around that of a task Spark says no more than which stage it was. */
    static String reason(Throwable problem) {
        Throwable first = problem;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return isSaid(first) || first instanceof SparkException ? sentence(first) : first.toString();
    }

    /** What is wrong, in one line: Hadoop's messages of another computer's exceptions end with where they came from there. */
    static String sentence(Throwable problem) {
        String message = problem instanceof IOException file ? FileProblem.message(file) : problem.getMessage();
        return message == null ? problem.toString()
            : message.lines().takeWhile(line -> !line.startsWith("\tat ")).map(String::strip).filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
