package org.videoaction.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and gives it its name when it is whole: nobody ever sees half of it. */
public final class WholeFile {

    private static final int BUFFER = 1 << 20;

    private WholeFile() {
    }

    /** Puts the content out; whatever it throws, nothing is left behind. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes the file; one of that name that is there already is replaced by the whole new one.
     *
     * @throws IOException that names the file or its folder, or the interruption as it is
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder; a file is needed there");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER)) {
                content.write(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("The file " + file + " cannot be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
