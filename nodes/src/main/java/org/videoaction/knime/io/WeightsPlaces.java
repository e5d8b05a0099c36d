package org.videoaction.knime.io;

import java.io.IOException;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FolderSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.published.WeightsSource;

/** Where a node gets published weights from, where that is not left to the preferences. */
public final class WeightsPlaces implements CompleteSettings {

    /** A cache of the node's own. */
    static final class Cache extends OptionalFile {
        Cache() {
            super("cache");
        }
    }

    /** An offline folder of the node's own. */
    static final class Offline extends OptionalFile {
        Offline() {
            super("offline");
        }
    }

    /** A mirror of the node's own. */
    static final class Mirror extends OptionalSetting.OfText {
        Mirror() {
            super("mirror", "https://");
        }
    }

    /** Whether anything may be downloaded. */
    enum Downloads {
        @Label(value = "As in the preferences", description = "Unless the preferences switch it off.")
        PREFERENCES,
        @Label(value = "Yes", description = "Whatever the preferences say.")
        ON,
        @Label(value = "No", description = "What is not on this machine is an error.")
        OFF
    }

    @Widget(title = "Cache folder", description = """
            Where downloaded weights are kept, on this machine or relative to the workflow; several processes may share it.
            Without it, as in the preferences.
            """)
    @OptionalWidget(defaultProvider = Cache.class)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persistor(Cache.class)
    Optional<FileSelection> cache = Optional.empty();

    @Widget(title = "Offline folder", description = """
            A folder that somebody filled and that is looked into first, on this machine or relative to the workflow. Without
            it, as in the preferences.
            """)
    @OptionalWidget(defaultProvider = Offline.class)
    @FolderSelectionWidget
    @FileSelectionWidget(SingleFileSelectionMode.FOLDER)
    @Persistor(Offline.class)
    Optional<FileSelection> offline = Optional.empty();

    @Widget(title = "Mirror", description = """
            The server that takes the place of the authors' ones, by its address. Without it, as in the preferences.
            """)
    @OptionalWidget(defaultProvider = Mirror.class)
    @TextInputWidget(placeholder = "https://mirror.example.org/weights")
    @Persistor(Mirror.class)
    Optional<String> mirror = Optional.empty();

    @Widget(title = "Downloads", description = "Whether weights that are not on this machine may be downloaded.")
    @ValueSwitchWidget
    @Persist(configKey = "downloads")
    Downloads downloads = Downloads.PREFERENCES;

    /** What the preferences say, but for what is said here. */
    public WeightsSource over(WeightsSource preferences) throws IOException {
        WeightsSource source = preferences;
        if (cache.isPresent()) {
            source = source.cachedIn(TargetFolder.create(cache.get()));
        }
        if (offline.isPresent()) {
            source = source.withOffline(LocalFile.of(offline.get()));
        }
        if (mirror.isPresent()) {
            source = source.mirroredBy(WeightsSource.address(mirror.get().strip()));
        }
        return switch (downloads) {
            case PREFERENCES -> source;
            case ON -> source.withDownloads();
            case OFF -> source.withoutDownloads();
        };
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        try {
            mirror.map(String::strip).ifPresent(WeightsSource::address);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
