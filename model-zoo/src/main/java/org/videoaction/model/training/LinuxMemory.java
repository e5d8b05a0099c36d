package org.videoaction.model.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much memory Linux says is left: of the computer, and of the control groups that the process is in, as a container's. What it
 * holds of files that were read counts as free, for it is given back where it is needed.
 *
 * @param root below which proc and sys lie
 */
record LinuxMemory(Path root) {

    private static final List<Groups> VERSIONS = List.of(
        new Groups(Pattern.compile("0::/(.*)"), "sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
        new Groups(Pattern.compile("\\d+:(?:[^:]*,)?memory(?:,[^:]*)?:/(.*)"), "sys/fs/cgroup/memory",
            "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
    private static final long KILOBYTE = 1024;

    /**
     * The control groups of a version.
     *
     * @param line that of the process's list which names its group
     * @param folder where they lie
     * @param files what the statistics call the files that are held and not in use
     */
    private record Groups(Pattern line, String folder, String limit, String used, String files) {}

    /** Whether this is Linux. */
    boolean isKnown() {
        return Files.isReadable(computer());
    }

    private Path computer() {
        return root.resolve("proc/meminfo");
    }

    /** In bytes. */
    long available() {
        return Math.min(KILOBYTE * value(computer(), "MemAvailable:"),
            VERSIONS.stream().flatMapToLong(this::left).min().orElse(Long.MAX_VALUE));
    }

    /** Of the process's group, and of those that it lies in as far as they are seen from here. */
    private LongStream left(Groups groups) {
        Path all = root.resolve(groups.folder());
        return lines(root.resolve("proc/self/cgroup")).stream().map(groups.line()::matcher).filter(Matcher::matches)
            .flatMap(own -> Stream.iterate(all.resolve(own.group(1)).normalize(), folder -> folder.startsWith(all),
                Path::getParent))
            .filter(folder -> Files.isReadable(folder.resolve(groups.limit()))).mapToLong(folder -> left(groups, folder));
    }

    private static long left(Groups groups, Path folder) {
        String limit = lines(folder.resolve(groups.limit())).get(0);
        return limit.equals("max") ? Long.MAX_VALUE
            : Math.max(0, Long.parseLong(limit) - Long.parseLong(lines(folder.resolve(groups.used())).get(0))
                + value(folder.resolve("memory.stat"), groups.files() + " "));
    }

    /** The number behind a name. */
    static long value(Path file, String name) {
        return lines(file).stream().filter(line -> line.startsWith(name))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
