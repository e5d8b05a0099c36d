package org.knime.core.data.filestore;

import java.util.Objects;
import java.util.UUID;

/** Names a file store. */
public final class FileStoreKey implements Comparable<FileStoreKey> {
    private final UUID m_store;
    private final int m_index;
    private final String m_name;

    public FileStoreKey(UUID store, int index, int[] nestedLoopPath, int iteration, String name) {
        m_store = store;
        m_index = index;
        m_name = name;
    }

    public UUID getStoreUUID() {
        return m_store;
    }

    public int getIndex() {
        return m_index;
    }

    public String getName() {
        return m_name;
    }

    public String getNameOnDisc() {
        return m_index + "-" + m_name;
    }

    @Override
    public int compareTo(FileStoreKey other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileStoreKey that && m_store.equals(that.m_store) && m_index == that.m_index;
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_store, m_index);
    }

    @Override
    public String toString() {
        return m_store + "/" + getNameOnDisc();
    }
}
