package org.videoaction.knime.preferences;

import java.nio.file.Path;
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
        String mirror = Preferences.text(MIRROR);
        source = cache == null ? source : source.cachedIn(cache);
        source = offline == null ? source : source.withOffline(offline);
        source = mirror.isEmpty() ? source : source.mirroredBy(WeightsSource.address(mirror));
        return Boolean.parseBoolean(Preferences.text(NO_DOWNLOADS)) ? source.withoutDownloads() : source;
    }

    private static Path path(String key) {
        String folder = Preferences.text(key);
        return folder.isEmpty() ? null : FilePath.of(folder);
    }
}
