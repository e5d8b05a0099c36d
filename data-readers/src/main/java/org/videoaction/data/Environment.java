package org.videoaction.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What somebody set for all that runs on a machine: the system properties {@code videoaction.NAME}, else the environment
 * variables {@code VIDEOACTION_NAME}.
 *
 * @param properties system properties by their names, null where they are not set
 * @param variables environment variables likewise
 */
public record Environment(UnaryOperator<String> properties, UnaryOperator<String> variables) {

    /** What is set under a name such as {@code videos.gb}, whose variable is {@code VIDEOACTION_VIDEOS_GB}. */
    public Optional<String> setting(String name) {
        return given(properties.apply("videoaction." + name))
            .or(() -> given(variables.apply("VIDEOACTION_" + name.toUpperCase(Locale.ROOT).replace('.', '_'))));
    }

    /** Where files are kept that can be had again: in the user's cache where the variable XDG_CACHE_HOME says so, else at home. */
    public Path cache(String name) {
        return given(variables.apply("XDG_CACHE_HOME")).map(shared -> FilePath.of(shared).resolve("videoaction"))
            .orElseGet(() -> Path.of(properties.apply("user.home"), ".videoaction")).resolve(name);
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(one -> !one.isEmpty());
    }
}
