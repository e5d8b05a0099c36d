package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that this process holds, in MiB; not a number where the system does not say. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {
    }

    /** The most that it has held. */
    static double peak() throws IOException {
        return mebibytes("VmHWM:");
    }

    /** What it holds now. */
    static double resident() throws IOException {
        return mebibytes("VmRSS:");
    }

    private static double mebibytes(String name) throws IOException {
        if (!Files.exists(STATUS)) {
            return Double.NaN;
        }
        return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith(name))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(Double.NaN);
    }
}
