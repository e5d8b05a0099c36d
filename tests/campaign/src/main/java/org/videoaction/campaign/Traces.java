package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds: its open files below some folders, the number of all others that are no libraries, and how
 * many threads of each name it has, Java's and native ones. Where there is no {@code /proc}, Java's threads alone.
 */
record Traces(List<String> files, long others, Map<String, Long> threads) {

    private static final Path PROCESS = Path.of("/proc/self");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Native threads carry their Java name, cut; numbers in names are alike. */
    private static final String NUMBERS = "\\d+";

    static Traces of(Path... folders) throws IOException {
        List<String> ours = new ArrayList<>();
        long others = 0;
        for (String file : openFiles()) {
            if (Stream.of(folders).anyMatch(folder -> file.startsWith(folder.toString()))) {
                ours.add(file);
            } else if (!file.endsWith(".jar") && !file.endsWith(".so")) {
                others++;
            }
        }
        return new Traces(ours, others, threadsNow());
    }

    private static List<String> openFiles() throws IOException {
        List<String> files = new ArrayList<>();
        for (Path link : entries("fd")) {
            try {
                files.add(Files.readSymbolicLink(link).toString());
            } catch (NoSuchFileException e) {
                // the one by which the folder was read
            }
        }
        return files;
    }

    private static Map<String, Long> threadsNow() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path task : entries("task")) {
            try {
                names.add(Files.readString(task.resolve("comm")).strip());
            } catch (IOException e) {
                // it has just ended
            }
        }
        Stream<String> all = names.isEmpty() ? Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
            : names.stream();
        return all.collect(Collectors.groupingBy(name -> name.replaceAll(NUMBERS, "#"), TreeMap::new,
            Collectors.counting()));
    }

    private static List<Path> entries(String folder) throws IOException {
        if (!Files.isDirectory(PROCESS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(PROCESS.resolve(folder))) {
            return entries.toList();
        }
    }

    /** What there is now and was not when these were taken; threads have a moment to end. */
    Optional<String> left(Path... folders) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        Optional<String> left = more(of(folders));
        while (left.isPresent() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(10);
            left = more(of(folders));
        }
        return left;
    }

    private Optional<String> more(Traces now) {
        List<String> more = new ArrayList<>();
        if (!now.files.isEmpty()) {
            more.add("open files: " + now.files);
        }
        if (now.others > others) {
            more.add((now.others - others) + " more open files of other kinds");
        }
        now.threads.forEach((name, count) -> {
            if (count > threads.getOrDefault(name, 0L)) {
                more.add((count - threads.getOrDefault(name, 0L)) + " more threads " + name);
            }
        });
        return more.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", more));
    }
}
