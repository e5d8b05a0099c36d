package org.knime.core.data.filestore;

import java.io.File;

/** A file or folder that a port object or cell keeps its data in. */
public final class FileStore {
    private final File m_file;
    private final FileStoreKey m_key;

    FileStore(File file, FileStoreKey key) {
        m_file = file;
        m_key = key;
    }

    public File getFile() {
        return m_file;
    }

    FileStoreKey key() {
        return m_key;
    }

    @Override
    public String toString() {
        return m_key.getName() + " in " + m_file;
    }
}
