package org.knime.filehandling.core.data.location.cell;

import org.knime.filehandling.core.connections.FSLocation;

/** Makes cells with locations in any place. */
public final class MultiSimpleFSLocationCellFactory {
    public SimpleFSLocationCell createCell(FSLocation location) {
        return new SimpleFSLocationCell(location);
    }
}
