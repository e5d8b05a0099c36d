package org.videoaction.model.published;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.videoaction.data.Environment;
import org.videoaction.data.FilePath;

/**
 * Where published weights come from and are kept.
 *
 * @param cache the folder in which downloaded files are kept, which several processes may share
 * @param offline a folder that somebody filled, looked into first
 * @param mirror what takes the place of the addresses' hosts
 * @param downloads whether anything may be downloaded
 * @param proxy which proxy leads to an address
 */
public record WeightsSource(Path cache, Optional<Path> offline, Optional<URI> mirror, boolean downloads,
    ProxySelector proxy) {

    private static final String CACHE = "cache";
    private static final String OFFLINE = "offline";
    private static final String MIRROR = "mirror";
    private static final String DOWNLOADS = "downloads";

    /**
     * As the system properties {@code videoaction.cache}, {@code offline}, {@code mirror} and {@code downloads} say, else
     * the environment variables {@code VIDEOACTION_CACHE} and so on, with the JVM's proxies; else files are kept below the
     * user's home.
     *
     * @throws IllegalArgumentException when the mirror is no address
     */
    public static WeightsSource ofEnvironment() {
        return of(System::getProperty, System::getenv);
    }

    static WeightsSource of(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        Environment set = new Environment(properties, environment);
        ProxySelector proxies = ProxySelector.getDefault();
        return new WeightsSource(set.setting(CACHE).map(FilePath::of).orElseGet(() -> set.cache("models")),
            set.setting(OFFLINE).map(FilePath::of), set.setting(MIRROR).map(WeightsSource::address),
            !set.setting(DOWNLOADS).orElse("").matches("(?i)off|no|false|0"),
            proxies == null ? HttpClient.Builder.NO_PROXY : proxies);
    }

    /** @throws IllegalArgumentException when the text is not the address of a server */
    public static URI address(String text) {
        if (!text.matches("https?://[^/?#]+[^?#]*")) {
            throw new IllegalArgumentException(
                "The mirror " + text + " is no address; one starts with https:// or http://.");
        }
        return URI.create(text.replaceFirst("/+$", ""));
    }

    /** The same with another cache. */
    public WeightsSource cachedIn(Path folder) {
        return new WeightsSource(folder, offline, mirror, downloads, proxy);
    }

    /** The same with an offline folder. */
    public WeightsSource withOffline(Path folder) {
        return new WeightsSource(cache, Optional.of(folder), mirror, downloads, proxy);
    }

    /** The same with a mirror. */
    public WeightsSource mirroredBy(URI server) {
        return new WeightsSource(cache, offline, Optional.of(server), downloads, proxy);
    }

    /** The same with downloads. */
    public WeightsSource withDownloads() {
        return new WeightsSource(cache, offline, mirror, true, proxy);
    }

    /** The same without downloads. */
    public WeightsSource withoutDownloads() {
        return new WeightsSource(cache, offline, mirror, false, proxy);
    }

    URI address(URI published) {
        return mirror.map(server -> URI.create(server + published.getRawPath())).orElse(published);
    }
}
