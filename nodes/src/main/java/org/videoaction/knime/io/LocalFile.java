package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.DefaultFSConnectionFactory;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSConnection;
import org.knime.filehandling.core.connections.FSFiles;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.RelativeTo;
import org.videoaction.data.FilePath;

/** Where on this machine a file lies that was chosen in a dialog. */
final class LocalFile {

    private LocalFile() {
    }

    static boolean isChosen(final FileSelection selection) {
        return !selection.getFSLocation().getPath().isBlank();
    }

    /** @throws IOException when the file lies on a server, where it cannot be read in place */
    static Path of(final FileSelection selection) throws IOException {
        return of(selection.getFSLocation());
    }

    static Path of(final FSLocation location) throws IOException {
        FSCategory category = FSCategory.valueOf(location.getFileSystemCategory());
        if (category == FSCategory.LOCAL) {
            return FilePath.of(location.getPath()).toAbsolutePath();
        }
        if (category != FSCategory.RELATIVE) {
            throw new IOException("The file " + location.getPath() + " lies in the file system " + category.getLabel()
                + ". Choose a local file or one relative to the workflow: files are read where they lie.");
        }
        RelativeTo base = RelativeTo.fromSettingsValue(location.getFileSystemSpecifier().orElseThrow());
        try (FSConnection connection = DefaultFSConnectionFactory.createRelativeToConnection(base);
            FSFiles.LocalFileHandle file = FSFiles.toLocalFile(connection.getFileSystem().getPath(location))) {
            return Path.of(file.path()).toAbsolutePath();
        }
    }
}
