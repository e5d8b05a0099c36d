package org.videoaction.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.videoaction.data.FileProblem;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program {@code videoaction}: its commands, whose help is in Help.properties, and what comes of their errors. */
@Command(name = "videoaction", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class, resourceBundle = "org.videoaction.commandline.Help", synopsisSubcommandLabel = "COMMAND", subcommands = {
    PredictCommand.class, ScoreCommand.class, TrainCommand.class, MergeCommand.class, QuantizeCommand.class,
    ExplainCommand.class,
    NetworksCommand.class,
    ModelsCommand.class, DetectPersonsCommand.class, DetectorsCommand.class, GenerateCompletion.class})
public final class VideoAction {

    static final int DONE = 0;
    static final int LEFT_OUT = 1;
    static final int FAILED = 1;
    static final int REFUSED = 2;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT)
    private boolean stackTrace;

    private VideoAction() {
    }

    /** Ends the process with one of the exit codes that {@code videoaction --help} lists. */
    public static void main(String[] arguments) {
        int exitCode;
        try (Termination termination = new Termination(Thread.currentThread())) {
            exitCode = run(commandLine(), arguments);
        }
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        VideoAction program = new VideoAction();
        return new CommandLine(program)
            // a video may be called @home.mp4
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((problem, arguments) -> program.misused(problem))
            .setExecutionExceptionHandler((problem, line, result) -> program.failed(problem, line));
    }

    static int run(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (LinkageError | OutOfMemoryError e) {
            VideoAction program = line.getCommand();
            return program.failed(e, line);
        }
    }

    private int misused(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        return report(problem, problem.getMessage() + "; see " + line.getCommandSpec().qualifiedName() + " --help", REFUSED,
            line);
    }

    private int failed(Throwable problem, CommandLine line) {
        if (problem instanceof UncheckedIOException wrapped) {
            return failed(wrapped.getCause(), line);
        } else if (problem instanceof IOException file) {
            return report(problem, FileProblem.message(file), REFUSED, line);
        } else if (problem instanceof IllegalArgumentException || problem instanceof LinkageError) {
            return report(problem, problem.getMessage(), REFUSED, line);
        } else if (problem instanceof CancellationException) {
            return report(problem, "stopped; nothing half-written is left", FAILED, line);
        } else if (problem instanceof OutOfMemoryError) {
            return report(problem, "Java's memory is full; JAVA_OPTS=-Xmx8g in the environment gives it more.", FAILED,
                line);
        }
        return report(problem, "failed by " + problem + "; with --stacktrace it says where", FAILED, line);
    }

    private int report(Throwable problem, String sentence, int exitCode, CommandLine line) {
        line.getErr().println("videoaction: " + sentence);
        if (stackTrace) {
            problem.printStackTrace(line.getErr());
        }
        return exitCode;
    }

    /** That of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"videoaction " + VideoAction.class.getPackage().getImplementationVersion()};
        }
    }
}
