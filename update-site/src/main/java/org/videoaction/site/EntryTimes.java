package org.videoaction.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;

/** Times that do not tell when a file was made, so that the same content gives the same archive. */
final class EntryTimes {

    /** Archives keep local times. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2026, 1, 1, 0, 0);

    private EntryTimes() {
    }

    /** @param file a file, or an entry of an open archive */
    static void fix(Path file) throws IOException {
        FileTime time = FileTime.from(ALWAYS.atZone(ZoneId.systemDefault()).toInstant());
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, time);
    }

    /** Everything in a folder. */
    static void fixAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                fix(file);
            }
        }
    }
}
