package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.DefaultFSConnectionFactory;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSConnection;
import org.knime.filehandling.core.connections.FSFiles;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.FSPath;
import org.videoaction.data.FilePath;
import org.videoaction.data.TemporaryFolder;
import org.videoaction.data.WholeFile;

/** A file or folder that was chosen to be written, on this machine or on a server, and the way to it until it is closed. */
public final class Target implements AutoCloseable {

    private final FSConnection connection;
    private final boolean relative;
    private final Path path;

    /** @throws IOException when nothing can be written there, such as behind a web address */
    Target(FileSelection selection) throws IOException {
        FSLocation location = selection.getFSLocation();
        FSCategory category = location.getFSCategory();
        if (category == FSCategory.CONNECTED
            || category == FSCategory.CUSTOM_URL && !location.getPath().startsWith(VideoPlaces.ADDRESS)) {
            throw new IOException("Nothing can be written to " + location.getPath() + " in the file system "
                + category.getLabel()
                + ". Choose a local file or folder, one relative to the workflow, or one of a KNIME Hub.");
        }
        relative = category == FSCategory.RELATIVE;
        connection = category == FSCategory.LOCAL ? DefaultFSConnectionFactory.createLocalFSConnection()
            : LocalFile.connection(location);
        path = path(location);
    }

    private Path path(FSLocation location) {
        if (location.getFSCategory() == FSCategory.LOCAL) {
            return FilePath.of(location.getPath()).toAbsolutePath();
        }
        Path there = connection.getFileSystem().getPath(location);
        return relative ? there.toAbsolutePath() : there;
    }

    /** Makes the folder that was chosen. */
    void createFolder() throws IOException {
        Files.createDirectories(path);
    }

    /** Makes the folder of the file that was chosen. */
    void createParent() throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    /** The file that was chosen; by its path on this machine, where it will be one of it. */
    Path file() {
        return relative ? here(path) : path;
    }

    /** A file in the folder that was chosen, and is there. */
    public Path file(String name) {
        Path file = path.resolve(name);
        return relative ? here(file) : file;
    }

    private static Path here(Path file) {
        Path folder;
        try (FSFiles.LocalFileHandle local = FSFiles.toLocalFile((FSPath) file.getParent())) {
            folder = Path.of(local.path()).toAbsolutePath();
        } catch (IOException e) {
            // folders of a workflow on a server cannot be copied
            return file;
        }
        // a copy goes with its handle
        return Files.isDirectory(folder) ? folder.resolve(file.getFileName().toString()) : file;
    }

    /**
     * Writes a file. One of another place is written on this machine first and copied when it is whole.
     *
     * @param file one of this target
     * @param writer writes whole files
     */
    public static void write(Path file, WholeFile.PathWriter writer) throws IOException {
        if (isHere(file)) {
            writer.write(file);
            return;
        }
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path whole = folder.resolve(file.getFileName().toString());
            writer.write(whole);
            WholeFile.write(file, out -> Files.copy(whole, out));
        }
    }

    /** Whether it is a file of this machine. */
    public static boolean isHere(Path file) {
        return file.getFileSystem() == FileSystems.getDefault();
    }

    /** What tables call it. */
    public static String name(Path file) {
        return file instanceof FSPath other ? VideoPlaces.name(other.toFSLocation()) : file.toString();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
