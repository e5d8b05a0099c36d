package org.knime.filehandling.core.connections;

import java.io.IOException;

/** An open connection to a place that files are in. */
public interface FSConnection extends AutoCloseable {
    FSFileSystem<?> getFileSystem();

    @Override
    default void close() throws IOException {
        // files of this machine need no connection
    }
}
