package org.videoaction.commandline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.videoaction.data.FilePath;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.published.ClassNames;
import org.videoaction.model.published.WeightsSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say where published weights come from, each of which has an environment variable, and what the classes of
 * other weights are called.
 */
final class Weights {

    private static final String AUTOMATIC = "automatic";
    private static final String NUMBERS = "numbers";

    @Option(names = "--cache", paramLabel = "DIR")
    private Path cache;

    @Option(names = "--offline-folder", paramLabel = "DIR")
    private Path offline;

    @Option(names = "--mirror", paramLabel = "ADDRESS")
    private String mirror;

    @Option(names = "--no-download")
    private boolean noDownload;

    @Option(names = "--class-names", paramLabel = "NAMES", defaultValue = AUTOMATIC)
    private String classNames;

    @Mixin
    private ForeignOptions foreign;

    /**
     * Reads a model, or weights of another program.
     *
     * @throws IOException when the file or that of the class names cannot be read
     */
    ImportedModel read(Path file) throws IOException {
        boolean unnamed = classNames.equals(AUTOMATIC) || classNames.equals(NUMBERS);
        Optional<Classes> builtIn = ClassNames.of(classNames);
        Classes names = unnamed ? Classes.NONE
            : builtIn.isPresent() ? builtIn.get() : ClassFile.read(FilePath.of(classNames)).classes();
        ImportedModel imported = ModelImport.read(file, foreign.request(names));
        return classNames.equals(AUTOMATIC) ? ClassNames.guessed(imported)
            : classNames.equals(NUMBERS) ? imported.numbered() : imported;
    }

    /** @throws IllegalArgumentException when the mirror is no address */
    WeightsSource source() {
        WeightsSource source = WeightsSource.ofEnvironment();
        source = cache == null ? source : source.cachedIn(cache);
        source = offline == null ? source : source.withOffline(offline);
        source = mirror == null ? source : source.mirroredBy(WeightsSource.address(mirror));
        return noDownload ? source.withoutDownloads() : source;
    }
}
