package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Python script that does the same work and prints its CPU seconds, run by the interpreter that the environment
 * variable PEER_PYTHON names.
 *
 * @param imports the packages that it needs, separated by commas
 * @param options what it is told before the work
 */
record PeerScript<W extends Workload>(String name, Path script, String imports, List<String> options)
    implements Contender<W> {

    PeerScript(String name, Path script, String imports) {
        this(name, script, imports, List.of());
    }

    private static String python() {
        return System.getenv().getOrDefault("PEER_PYTHON", "python3");
    }

    @Override
    public boolean present() {
        return ProgramRun.of(List.of(python(), "-c", "import " + imports)).succeeded();
    }

    @Override
    public double cpuSeconds(W work) throws IOException {
        return numbers(work)[0];
    }

    /** What the script prints last, behind whatever its libraries warn of: CPU seconds, then perhaps other figures. */
    double[] numbers(W work) throws IOException {
        List<String> command = new ArrayList<>(List.of(python(), script.toString()));
        command.addAll(options);
        command.addAll(work.peerArguments());
        ProgramRun run = ProgramRun.of(command);
        if (!run.succeeded()) {
            throw new IOException(script + " failed: " + run.output());
        }
        String last = run.output().strip().lines().reduce("", (before, line) -> line);
        return Arrays.stream(last.split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }
}
