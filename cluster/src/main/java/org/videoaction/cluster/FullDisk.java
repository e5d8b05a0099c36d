package org.videoaction.cluster;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;

/** Finds in what a job failed by that there was no room left, on a disk, in HDFS or in what somebody may use of it. */
final class FullDisk {

    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded", "File too large",
        "The DiskSpace quota of", "The NameSpace quota");
    /** Of HDFS, which does not say which of the two it is. */
    private static final String NO_NODE = "could only be written to 0 of the";
    private static final Pattern FOLDER = Pattern.compile(
        "Task failed while writing rows to (?:file:)?(.+?)\\.(?: SQLSTATE|$)",
        Pattern.MULTILINE);
    private static final Pattern HOST = Pattern.compile("Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\((\\S+) executor ");

    private FullDisk() {
    }

    /** The sentence for whoever started the job, where that is so. */
    static Optional<String> sentence(Throwable problem) {
        return said(problem, WORDS)
            .map(line -> "There is no space left" + place(problem) + ": " + line
                + ". When there is room, the same command goes on.")
            .or(() -> said(problem, List.of(NO_NODE))
                .map(
                    line -> "No data node of HDFS takes what is written; their disks are full or they do not answer: " + line
                        + ". When one does, the same command goes on."));
    }

    /** The innermost line with one of the words. */
    private static Optional<String> said(Throwable problem, List<String> words) {
        return ClusterJob.causes(problem)
            .flatMap(cause -> String.valueOf(cause.getMessage()).lines()
                .filter(line -> words.stream().anyMatch(line::contains)).limit(1))
            .reduce((outer, inner) -> inner).map(line -> line.strip().replaceFirst("\\.$", ""));
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
