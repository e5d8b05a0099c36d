package org.videoaction.knime.preferences;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IPreferencesService;

/** What the workspace says, or else the installation. */
final class Preferences {

    /** The plug-in, whose preferences these are. */
    static final String PLUGIN = "org.videoaction.knime";

    private Preferences() {
    }

    /** Empty where nothing is said, or there are no preferences. */
    static String text(String key) {
        try {
            IPreferencesService preferences = Platform.getPreferencesService();
            return preferences == null ? "" : preferences.getString(PLUGIN, key, "", null).strip();
        } catch (NoClassDefFoundError e) {
            // workflows can be run without Eclipse
            return "";
        }
    }
}
