package org.videoaction.cluster;

import java.util.List;
import java.util.Optional;

/** Finds in what a job failed by that there was no room left, on a disk, in HDFS or in what somebody may use of it. */
final class FullDisk {

    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded",
        "The DiskSpace quota of",
        "The NameSpace quota");
    /** Of HDFS, which does not say which of the two it is. */
    private static final String NO_NODE = "could only be written to 0 of the";

    private FullDisk() {
    }

    /** The sentence for whoever started the job, where that is so. */
    static Optional<String> sentence(Throwable problem) {
        return said(problem, WORDS)
            .map(
                line -> "There is no space left, in the folder of the result or on the disk where an executor works: " + line
                    + ". When there is room, the same command goes on.")
            .or(() -> said(problem, List.of(NO_NODE))
                .map(line -> "No data node of HDFS takes what is written; their disks are "
                    + "full or they do not answer: " + line + ". When one does, the same command goes on."));
    }

    /** The innermost line with one of the words. */
    private static Optional<String> said(Throwable problem, List<String> words) {
        String said = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            said = String.valueOf(cause.getMessage()).lines().filter(line -> words.stream().anyMatch(line::contains))
                .findFirst().orElse(said);
        }
        return Optional.ofNullable(said).map(line -> line.strip().replaceFirst("\\.$", ""));
    }
}
