package org.knime.filehandling.core.data.location.cell;

import org.knime.core.data.DataType;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.FSLocationSpec;

/** Makes cells with locations in one place. */
public final class SimpleFSLocationCellFactory {
    public static final DataType TYPE = DataType.getType(SimpleFSLocationCell.class);
    private final FSLocationSpec m_place;

    public SimpleFSLocationCellFactory(FSLocationSpec place) {
        m_place = place;
    }

    public SimpleFSLocationCell createCell(String path) {
        return createCell(new FSLocation(m_place.getFileSystemCategory(),
            m_place.getFileSystemSpecifier().orElse(null), path));
    }

    public SimpleFSLocationCell createCell(FSLocation location) {
        return new SimpleFSLocationCell(location);
    }
}
