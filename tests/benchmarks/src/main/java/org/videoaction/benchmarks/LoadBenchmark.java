package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Many videos in little memory: {@link LoadRun} in a process of its own, whose heap is small. */
final class LoadBenchmark implements Benchmark {

    private static final String HEAP = "-Xmx256m";
    private static final String VIDEOS = "--videos";
    private static final String FEW = "2000";

    @Override
    public void run(Setting setting) throws IOException {
        int option = setting.options().indexOf(VIDEOS);
        String videos = option >= 0 && option + 1 < setting.options().size() ? setting.options().get(option + 1) : FEW;
        Process java = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
            "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            LoadRun.class.getName(), setting.videos().toString(), videos)).inheritIO().start();
        try {
            if (java.waitFor() != 0) {
                throw new IOException("The run of " + videos + " videos ended with the exit code " + java.exitValue() + ".");
            }
        } catch (InterruptedException e) {
            java.destroy();
            throw new IOException(e);
        }
    }
}
