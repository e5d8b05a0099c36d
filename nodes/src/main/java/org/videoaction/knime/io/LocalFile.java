package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.DefaultFSConnectionFactory;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSConnection;
import org.knime.filehandling.core.connections.FSFiles;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.RelativeTo;
import org.videoaction.data.FilePath;

/** A file that was chosen in a dialog: where it lies on this machine, and how one of another place is read. */
final class LocalFile {

    private LocalFile() {
    }

    static boolean isChosen(FileSelection selection) {
        String path = selection.getFSLocation().getPath();
        return path != null && !path.isBlank();
    }

    /** What is done with a file while it is here. */
    @FunctionalInterface
    interface Reading<T> {
        T of(Path file) throws IOException;
    }

    /** Reads a file of any place; of one on a server there is a copy here until it has been read. */
    static <T> T read(FileSelection selection, Reading<T> reading) throws IOException {
        FSLocation location = selection.getFSLocation();
        if (location.getFSCategory() == FSCategory.LOCAL) {
            return reading.of(of(location));
        }
        try (FSConnection connection = connection(location);
            FSFiles.LocalFileHandle file = FSFiles.toLocalFile(connection.getFileSystem().getPath(location))) {
            return reading.of(Path.of(file.path()).toAbsolutePath());
        }
    }

    /** The same with a file that may be none. */
    static <T> Optional<T> read(Optional<FileSelection> selection, Reading<T> reading) throws IOException {
        Optional<FileSelection> chosen = selection.filter(LocalFile::isChosen);
        return chosen.isEmpty() ? Optional.empty() : Optional.of(read(chosen.get(), reading));
    }

    /** @throws IOException when the file lies on a server, where it cannot be read in place */
    static Path of(FileSelection selection) throws IOException {
        return of(selection.getFSLocation());
    }

    static Path of(FSLocation location) throws IOException {
        FSCategory category = location.getFSCategory();
        if (category == FSCategory.LOCAL) {
            return FilePath.of(location.getPath()).toAbsolutePath();
        }
        if (category != FSCategory.RELATIVE) {
            throw elsewhere(location, category.getLabel());
        }
        return relative(location)
            .orElseThrow(() -> elsewhere(location, "of the workflow, which is on a server"));
    }

    /** Where a file lies, there or not; nothing of one on a server, whose copy here goes with its handle. */
    static Optional<Path> relative(FSLocation location) throws IOException {
        Path path;
        boolean isThere;
        try (FSConnection connection = connection(location);
            FSFiles.LocalFileHandle file = FSFiles.toLocalFile(connection.getFileSystem().getPath(location))) {
            path = Path.of(file.path()).toAbsolutePath();
            isThere = Files.exists(path);
        }
        return isThere && !Files.exists(path) ? Optional.empty() : Optional.of(path);
    }

    private static IOException elsewhere(FSLocation location, String place) {
        return new IOException("The file " + location.getPath() + " lies in the file system " + place
            + ". Choose a local file or one relative to a local workflow: folders, and videos that a list names by their places "
            + "in one, are read where they lie. KNIME's Transfer Files brings them here.");
    }

    /** A way to the place of a file, to be closed. */
    static FSConnection connection(FSLocation location) throws IOException {
        FSCategory category = location.getFSCategory();
        return switch (category) {
            case RELATIVE -> DefaultFSConnectionFactory.createRelativeToConnection(
                RelativeTo.fromSettingsValue(location.getFileSystemSpecifier().orElseThrow()));
            case MOUNTPOINT -> DefaultFSConnectionFactory.createMountpointConnection(
                location.getFileSystemSpecifier().orElseThrow());
            case HUB_SPACE -> DefaultFSConnectionFactory.createHubSpaceConnection(location);
            case CUSTOM_URL -> DefaultFSConnectionFactory.createCustomURLConnection(location);
            default -> throw elsewhere(location, category.getLabel());
        };
    }
}
