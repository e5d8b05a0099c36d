package org.knime.core.webui.node.dialog.defaultdialog.internal.file;

import java.util.Objects;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.node.parameters.persistence.Persistable;

/** A chosen file or folder. */
public final class FileSelection implements Persistable {
    public FSLocation m_path;

    public FileSelection() {
        this(new FSLocation(FSCategory.LOCAL, ""));
    }

    public FileSelection(FSLocation path) {
        m_path = path;
    }

    public FSLocation getFSLocation() {
        return m_path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSelection that && Objects.equals(m_path, that.m_path);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(m_path);
    }
}
