package org.knime.filehandling.core.connections;

import java.nio.file.Path;
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

    private static FSConnection connection(FSFileSystem<?> files) {
        return () -> files;
    }
}
