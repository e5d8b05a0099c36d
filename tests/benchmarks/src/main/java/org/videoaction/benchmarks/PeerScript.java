package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A Python script that does the same work and prints its CPU seconds, run by the interpreter that the environment
 * variable PEER_PYTHON names.
 *
 * @param imports the packages that it needs, separated by commas
 */
record PeerScript(String name, Path script, String imports) implements Contender {

    private static String python() {
        return System.getenv().getOrDefault("PEER_PYTHON", "python3");
    }

    @Override
    public boolean present() {
        return ProgramRun.of(List.of(python(), "-c", "import " + imports)).succeeded();
    }

    @Override
    public double cpuSeconds(BenchmarkVideo video) throws IOException {
        ProgramRun run = ProgramRun.of(List.of(python(), script.toString(), video.file().toString(),
            Integer.toString(video.scaledWidth()), Integer.toString(BenchmarkVideo.SHORT_SIDE)));
        if (!run.succeeded()) {
            throw new IOException(script + " failed: " + run.output());
        }
        return Double.parseDouble(run.output().strip());
    }
}
