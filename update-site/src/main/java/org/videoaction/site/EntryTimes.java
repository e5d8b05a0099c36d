package org.videoaction.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Times that do not tell when a file was made, so that the same content gives the same archive. */
final class EntryTimes {

    private static final FileTime ALWAYS = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private EntryTimes() {
    }

    /** @param file a file, or an entry of an open archive */
    static void fix(Path file) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(ALWAYS, ALWAYS, ALWAYS);
    }

    /** An entry that is written into an archive. */
    static ZipEntry entry(String name) {
        var entry = new ZipEntry(name);
        entry.setLastModifiedTime(ALWAYS);
        return entry;
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
