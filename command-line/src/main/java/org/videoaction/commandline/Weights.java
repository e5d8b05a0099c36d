package org.videoaction.commandline;

import java.nio.file.Path;
import org.videoaction.model.published.WeightsSource;
import picocli.CommandLine.Option;

/** The options that say where published weights come from; each has an environment variable too. */
final class Weights {

    @Option(names = "--cache", paramLabel = "DIR")
    private Path cache;

    @Option(names = "--offline-folder", paramLabel = "DIR")
    private Path offline;

    @Option(names = "--mirror", paramLabel = "ADDRESS")
    private String mirror;

    @Option(names = "--no-download")
    private boolean noDownload;

    /** @throws IllegalArgumentException when the mirror is no address */
    WeightsSource source() {
        WeightsSource source = WeightsSource.ofEnvironment();
        source = cache == null ? source : source.cachedIn(cache);
        source = offline == null ? source : source.withOffline(offline);
        source = mirror == null ? source : source.mirroredBy(WeightsSource.address(mirror));
        return noDownload ? source.withoutDownloads() : source;
    }
}
