package org.knime.core.data.filestore.internal;

/** Holds what file-store holders can be asked to do. */
public final class FileStoreProxy {
    private FileStoreProxy() {
    }

    /** Can write what it keeps in memory to its file stores. */
    public interface FlushCallback {}
}
