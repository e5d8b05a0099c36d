package org.knime.filehandling.core.connections;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.videoaction.standin.files.WrappedPath;

/** Works on files of any place. */
public final class FSFiles {
    private FSFiles() {
    }

    public static boolean exists(Path path, LinkOption... options) throws AccessDeniedException {
        return Files.exists(path, options);
    }

    public static boolean isDirectory(Path path, LinkOption... options) throws AccessDeniedException {
        return Files.isDirectory(path, options);
    }

    public static InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return Files.newInputStream(path, options);
    }

    public static OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
        return Files.newOutputStream(path, options);
    }

    public static LocalFileHandle toLocalFile(FSPath path) throws IOException {
        Path local = ((WrappedPath) path).local();
        if (!Files.exists(local)) {
            throw new NoSuchFileException(local.toString());
        }
        if (path.getFileSystem().getFSLocationSpec().getFSCategory() == FSCategory.MOUNTPOINT) {
            Path copy = Files.createTempFile("copied-", local.getFileName().toString());
            Files.copy(local, copy, StandardCopyOption.REPLACE_EXISTING);
            return new LocalFileHandle(copy.toString(), () -> Files.delete(copy));
        }
        return new LocalFileHandle(local.toString(), () -> {
            // the file is not a copy, so there is nothing to delete
        });
    }

    /** A file of this machine, perhaps a copy that goes when this is closed. */
    public record LocalFileHandle(String path, Closeable closer) implements Closeable {
        @Override
        public void close() throws IOException {
            closer.close();
        }
    }
}
