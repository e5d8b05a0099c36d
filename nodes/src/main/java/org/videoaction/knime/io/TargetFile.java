package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.DefaultFSConnectionFactory;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSConnection;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.RelativeTo;

/** A file that was chosen to be written, on this machine or relative to the workflow. */
final class TargetFile implements AutoCloseable {

    private final FSConnection connection;
    private final Path path;

    /** @throws IOException when the file lies where nothing can be written, such as behind a web address */
    TargetFile(FileSelection selection) throws IOException {
        FSLocation location = selection.getFSLocation();
        FSCategory category = FSCategory.valueOf(location.getFileSystemCategory());
        connection = switch (category) {
            case LOCAL -> DefaultFSConnectionFactory.createLocalFSConnection();
            case RELATIVE -> DefaultFSConnectionFactory.createRelativeToConnection(
                RelativeTo.fromSettingsValue(location.getFileSystemSpecifier().orElseThrow()));
            default -> throw new IOException("The file " + location.getPath() + " lies in the file system "
                + category.getLabel() + ". Choose a local file or one relative to the workflow.");
        };
        path = connection.getFileSystem().getPath(location).toAbsolutePath();
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    void createFolder() throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
