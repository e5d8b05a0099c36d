package org.knime.filehandling.core.connections;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.videoaction.standin.RunFolder;
import org.videoaction.standin.files.WrappedFileSystem;

/** Connects to the places that need no settings. */
public final class DefaultFSConnectionFactory {
    private DefaultFSConnectionFactory() {
    }

    public static FSConnection createLocalFSConnection() {
        return createLocalFSConnection(System.getProperty("user.home"));
    }

    public static FSConnection createLocalFSConnection(String workingDirectory) {
        return connection(new WrappedFileSystem(new FSLocation(FSCategory.LOCAL, ""), Path.of(workingDirectory)));
    }

    public static FSConnection createRelativeToConnection(RelativeTo to) {
        Path workflow = RunFolder.current().workflow()
            .orElseThrow(() -> new IllegalStateException("A path is relative to the workflow, but none is running"));
        Path base = switch (to) {
            case WORKFLOW -> workflow;
            case WORKFLOW_DATA -> workflow.resolve("data");
            default -> throw new UnsupportedOperationException(
                "Paths relative to \"" + to + "\" need KNIME; use the workflow or its data area");
        };
        return connection(new WrappedFileSystem(new FSLocation(FSCategory.RELATIVE, to.getSettingsValue(), ""), base));
    }

    /** A folder that the property {@code mountpoint.NAME} names stands for a server: files on it are copied to be read. */
    public static FSConnection createMountpointConnection(String name) {
        return connection(new WrappedFileSystem(new FSLocation(FSCategory.MOUNTPOINT, name, ""), Path.of(folder(name))));
    }

    private static String folder(String name) {
        return Optional.ofNullable(System.getProperty("mountpoint." + name))
            .orElseThrow(() -> new UnsupportedOperationException("The mountpoint " + name + " needs KNIME"));
    }

    public static FSConnection createHubSpaceConnection(FSLocationSpec space) {
        throw new UnsupportedOperationException("Spaces of a Hub need KNIME");
    }

    /** Of addresses {@code knime://NAME/path} whose mountpoint there is. */
    public static FSConnection createCustomURLConnection(FSLocation address) {
        URI uri = URI.create(address.getPath());
        if (!"knime".equals(uri.getScheme())) {
            throw new UnsupportedOperationException("The address " + address.getPath() + " needs KNIME");
        }
        return connection(new WrappedFileSystem(
            new FSLocation(FSCategory.CUSTOM_URL, address.getFileSystemSpecifier().orElse(null), ""),
            Path.of(folder(uri.getAuthority()))));
    }

    private static FSConnection connection(FSFileSystem<?> files) {
        return new FSConnection() {
            @Override
            public FSFileSystem<?> getFileSystem() {
                return files;
            }

            @Override
            public void close() throws IOException {
                files.close();
            }
        };
    }
}
