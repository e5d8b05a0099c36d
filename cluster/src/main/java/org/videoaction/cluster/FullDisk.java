package org.videoaction.cluster;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;

/** Finds in what a job failed by that there was no room left, on a disk or in what somebody may use of it or of HDFS. */
final class FullDisk {

    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded", "File too large",
        "The DiskSpace quota of",
        "The NameSpace quota", "could only be written to 0 of the");
    private static final Pattern FOLDER = Pattern.compile(
        "Task failed while writing rows to (?:file:)?(.+?)\\.(?: SQLSTATE|$)",
        Pattern.MULTILINE);
    private static final Pattern HOST = Pattern.compile("Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\((\\S+) executor ");

    private FullDisk() {
    }

    /** The sentence for whoever started the job, where that is so. */
    static Optional<String> sentence(Throwable problem) {
        return ClusterJob.causes(problem).flatMap(cause -> String.valueOf(cause.getMessage()).lines())
            .filter(line -> WORDS.stream().anyMatch(line::contains)).reduce((outer, inner) -> inner)
            .map(line -> "There is no space left" + place(problem) + ": " + line.strip()
                + ". When there is room, the same command goes on.");
    }

    private static String place(Throwable problem) {
        // thrown where Hadoop writes to a disk, and nowhere else
        boolean ofResult = ClusterJob.causes(problem).anyMatch(FSError.class::isInstance);
        return (ofResult ? found(FOLDER, problem).map(folder -> " in the folder " + folder) : Optional.<String>empty())
            .or(() -> found(HOST, problem).map(host -> " on a disk of the host " + host + ", most likely that of "
                + "spark.local.dir, where its executors keep what they do not need for long"))
            .orElse(", in the folder of the result or on the disk where an executor works");
    }

    private static Optional<String> found(Pattern pattern, Throwable problem) {
        return ClusterJob.causes(problem).flatMap(cause -> pattern.matcher(String.valueOf(cause.getMessage())).results())
            .map(match -> match.group(1)).findFirst();
    }
}
