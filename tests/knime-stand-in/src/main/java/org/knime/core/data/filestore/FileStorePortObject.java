package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.List;
import org.knime.core.data.filestore.internal.FileStoreProxy.FlushCallback;
import org.knime.core.node.port.PortObject;

/** A port object that keeps its data in file stores. */
public abstract class FileStorePortObject implements PortObject, FlushCallback {
    private List<FileStore> m_stores;

    /** For deserialization; the file stores are set afterwards. */
    protected FileStorePortObject() {
        this(List.of());
    }

    protected FileStorePortObject(List<FileStore> stores) {
        m_stores = List.copyOf(stores);
    }

    protected int getFileStoreCount() {
        return m_stores.size();
    }

    protected FileStore getFileStore(int index) {
        return m_stores.get(index);
    }

    protected void postConstruct() throws IOException {
        // nothing is kept in memory by default
    }

    protected void flushToFileStore() throws IOException {
        // nothing is kept in memory by default
    }

    final List<FileStore> stores() {
        return m_stores;
    }

    final void restore(List<FileStore> stores) throws IOException {
        m_stores = stores;
        postConstruct();
    }
}
