package org.knime.filehandling.core.data.location;

import org.knime.core.data.DataValue;
import org.knime.filehandling.core.connections.FSLocation;

/** A value that is the location of a file. */
public interface FSLocationValue extends DataValue {
    FSLocation getFSLocation();
}
