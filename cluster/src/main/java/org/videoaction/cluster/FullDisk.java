package org.videoaction.cluster;

import java.util.List;
import java.util.Optional;

/** Finds in what a job failed by that there was no room left, on a disk or in what somebody may use of HDFS. */
final class FullDisk {

    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded",
        "The DiskSpace quota of",
        "The NameSpace quota", "could only be written to 0 of the");

    private FullDisk() {
    }

    /** The sentence for whoever started the job, where that is so. */
    static Optional<String> sentence(Throwable problem) {
        String said = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            said = String.valueOf(cause.getMessage()).lines().filter(line -> WORDS.stream().anyMatch(line::contains))
                .findFirst().orElse(said);
        }
        return Optional.ofNullable(said)
            .map(line -> "There is no space left, in the folder of the result or on the disk where an executor works: "
                + line.strip() + ". When there is room, the same command goes on.");
    }
}
