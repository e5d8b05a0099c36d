package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small disk: a file system in memory of a fixed size, which only Linux's administrator may mount. */
final class Disk implements AutoCloseable {

    private static final long PAGE = 4096;

    private final Path folder;

    /** @param bytes its size, rounded up to pages */
    Disk(Path folder, long bytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        call(List.of("mount", "-t", "tmpfs", "-o", "size=" + Math.max(PAGE, bytes), "tmpfs", folder.toString()));
    }

    /** Whether such disks can be had here. */
    static boolean mayBeMounted(Path folder) throws InterruptedException {
        try (Disk disk = new Disk(folder, PAGE)) {
            return Files.isDirectory(disk.folder());
        } catch (IOException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        call(List.of("umount", folder.toString()));
    }

    private static void call(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}
