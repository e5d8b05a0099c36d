package org.knime.filehandling.core.data.location;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.knime.filehandling.core.connections.FSLocation;

/** Writes locations to settings and reads them from there. */
public final class FSLocationSerializationUtils {
    public static final String CFG_LOCATION_PRESENT = "location_present";
    public static final String CFG_FS_CATEGORY = "file_system_type";
    public static final String CFG_FS_SPECIFIER = "file_system_specifier";
    public static final String CFG_PATH = "path";

    private FSLocationSerializationUtils() {
    }

    public static boolean isFSLocation(ConfigRO config) {
        return config.containsKey(CFG_LOCATION_PRESENT)
            && (!config.getBoolean(CFG_LOCATION_PRESENT, false) || config.containsKey(CFG_PATH));
    }

    public static FSLocation loadFSLocation(ConfigRO config) throws InvalidSettingsException {
        if (!config.getBoolean(CFG_LOCATION_PRESENT)) {
            return FSLocation.NULL;
        }
        return new FSLocation(config.getString(CFG_FS_CATEGORY), config.getString(CFG_FS_SPECIFIER, null),
            config.getString(CFG_PATH));
    }

    public static void saveFSLocation(FSLocation location, ConfigWO config) {
        boolean present = location != null && !location.equals(FSLocation.NULL);
        config.addBoolean(CFG_LOCATION_PRESENT, present);
        if (present) {
            config.addString(CFG_FS_CATEGORY, location.getFileSystemCategory());
            location.getFileSystemSpecifier().ifPresent(specifier -> config.addString(CFG_FS_SPECIFIER, specifier));
            config.addString(CFG_PATH, location.getPath());
        }
    }
}
