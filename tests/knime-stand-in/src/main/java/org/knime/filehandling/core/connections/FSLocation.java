package org.knime.filehandling.core.connections;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/** A file: a place and a path there. */
public final class FSLocation implements FSLocationSpec, Serializable {
    public static final FSLocation NULL = new FSLocation((String) null, null, null);
    private static final long serialVersionUID = 1;
    private final String m_category;
    private final String m_specifier;
    private final String m_path;

    public FSLocation(FSCategory category, String path) {
        this(category, null, path);
    }

    public FSLocation(FSCategory category, String specifier, String path) {
        this(category.name(), specifier, path);
    }

    public FSLocation(String category, String path) {
        this(category, null, path);
    }

    public FSLocation(String category, String specifier, String path) {
        m_category = category;
        m_specifier = specifier;
        m_path = path;
    }

    @Override
    public String getFileSystemCategory() {
        return m_category;
    }

    @Override
    public Optional<String> getFileSystemSpecifier() {
        return Optional.ofNullable(m_specifier);
    }

    public String getPath() {
        return m_path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FSLocation that && Objects.equals(m_category, that.m_category)
            && Objects.equals(m_specifier, that.m_specifier) && Objects.equals(m_path, that.m_path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_category, m_specifier, m_path);
    }

    @Override
    public String toString() {
        return "(" + m_category + (m_specifier == null ? "" : ", " + m_specifier) + ", " + m_path + ")";
    }
}
