package org.videoaction.knime.preferences;

import java.nio.file.Path;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IPreferencesService;
import org.videoaction.data.FilePath;
import org.videoaction.model.published.WeightsSource;

/** Where published weights come from, as the preferences say; what they leave empty is said by the environment. */
public final class WeightsPreference {

    static final String CACHE = "weights_cache";
    static final String OFFLINE = "weights_offline";
    static final String MIRROR = "weights_mirror";
    static final String NO_DOWNLOADS = "weights_no_downloads";

    private WeightsPreference() {
    }

    /**
     * Through the proxies that KNIME gave the JVM.
     *
     * @throws IllegalArgumentException when the mirror is no address
     */
    public static WeightsSource source() {
        WeightsSource source = WeightsSource.ofEnvironment();
        Path cache = path(CACHE);
        Path offline = path(OFFLINE);
        source = cache == null ? source : source.cachedIn(cache);
        source = offline == null ? source : source.withOffline(offline);
        source = text(MIRROR).isEmpty() ? source : source.mirroredBy(WeightsSource.address(text(MIRROR)));
        return Boolean.parseBoolean(text(NO_DOWNLOADS)) ? source.withoutDownloads() : source;
    }

    private static Path path(String key) {
        return text(key).isEmpty() ? null : FilePath.of(text(key));
    }

    static String text(String key) {
        try {
            IPreferencesService preferences = Platform.getPreferencesService();
            return preferences == null ? "" : preferences.getString(TorchPreference.PLUGIN, key, "", null).strip();
        } catch (NoClassDefFoundError e) {
            // workflows can be run without Eclipse
            return "";
        }
    }
}
