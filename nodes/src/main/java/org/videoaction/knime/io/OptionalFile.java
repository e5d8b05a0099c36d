package org.videoaction.knime.io;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.FSLocationSerializationUtils;
import org.videoaction.knime.OptionalSetting;

/** A file or a folder behind a check box, saved as KNIME saves a {@link FileSelection}; one without a path is off. */
abstract class OptionalFile extends OptionalSetting<FileSelection> {

    private static final String LOCATION = "path";

    private final String key;

    protected OptionalFile(String key) {
        super(key, new FileSelection(new FSLocation(FSCategory.LOCAL, "")), new FileSelection());
        this.key = key;
    }

    @Override
    protected final boolean isOff(FileSelection value) {
        return !LocalFile.isChosen(value);
    }

    @Override
    protected final FileSelection read(NodeSettingsRO settings, String key) throws InvalidSettingsException {
        return new FileSelection(
            FSLocationSerializationUtils.loadFSLocation(settings.getNodeSettings(key).getNodeSettings(LOCATION)));
    }

    @Override
    protected final void write(NodeSettingsWO settings, String key, FileSelection value) {
        FSLocationSerializationUtils.saveFSLocation(value.getFSLocation(),
            settings.addNodeSettings(key).addNodeSettings(LOCATION));
    }

    @Override
    public final String[][] getConfigPaths() {
        return new String[][] {{key, LOCATION, FSLocationSerializationUtils.CFG_PATH}};
    }
}
