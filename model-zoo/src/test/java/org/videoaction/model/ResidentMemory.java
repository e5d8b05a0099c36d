package org.videoaction.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds in memory, which Linux tells. */
public final class ResidentMemory {

    private ResidentMemory() {
    }

    public static long kilobytes() {
        return status("VmRSS:");
    }

    /** The most that it ever held. */
    public static long mostKilobytes() {
        return status("VmHWM:");
    }

    private static long status(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
