package org.knime.filehandling.core.connections;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.Optional;

/** The files of one place. */
public abstract class FSFileSystem<T extends FSPath> extends FileSystem {
    private final FSLocationSpec m_spec;
    private final String m_workingDirectory;
    private boolean m_open = true;

    public FSFileSystem(FSLocationSpec spec, String workingDirectory) {
        m_spec = spec;
        m_workingDirectory = workingDirectory;
    }

    @Override
    public abstract FSFileSystemProvider<T, ?> provider();

    protected abstract void ensureClosedInternal() throws IOException;

    @SuppressWarnings("unchecked")
    public T getPath(FSLocation location) {
        return (T) getPath(location.getPath());
    }

    @SuppressWarnings("unchecked")
    public T getWorkingDirectory() {
        return (T) getPath(m_workingDirectory);
    }

    public final FSLocationSpec getFSLocationSpec() {
        return m_spec;
    }

    public final FSCategory getFileSystemCategory() {
        return m_spec.getFSCategory();
    }

    public final Optional<String> getFileSystemSpecifier() {
        return m_spec.getFileSystemSpecifier();
    }

    @Override
    public synchronized boolean isOpen() {
        return m_open;
    }

    @Override
    public final void close() throws IOException {
        m_open = false;
        ensureClosedInternal();
    }
}
