package org.videoaction.knime.preferences;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IPreferencesService;
import org.videoaction.model.torch.TorchFolder;

/** The folder of a libtorch for GPUs, as the preferences name it; the page shows it, and before work it is handed on. */
public final class TorchPreference {

    /** The plug-in, whose preferences these are. */
    static final String PLUGIN = "org.videoaction.knime";
    static final String FOLDER = "torch_folder";

    private TorchPreference() {
    }

    /** Computations that begin from now on take the folder; where there are no preferences, none. */
    public static void apply() {
        TorchFolder.prefer(folder());
    }

    /** What the workspace says, or else the installation. */
    private static String folder() {
        try {
            IPreferencesService preferences = Platform.getPreferencesService();
            return preferences == null ? "" : preferences.getString(PLUGIN, FOLDER, "", null);
        } catch (NoClassDefFoundError e) {
            // workflows can be run without Eclipse
            return "";
        }
    }
}
