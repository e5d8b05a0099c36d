package org.knime.filehandling.core.connections;

import java.util.Optional;

/** A place that files are in. */
public interface FSLocationSpec {
    String getFileSystemCategory();

    Optional<String> getFileSystemSpecifier();

    @Override
    String toString();

    default FSCategory getFSCategory() {
        return FSCategory.valueOf(getFileSystemCategory());
    }
}
