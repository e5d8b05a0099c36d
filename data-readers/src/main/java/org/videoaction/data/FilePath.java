package org.videoaction.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns the texts of tables and command lines into paths. */
public final class FilePath {

    private static final String NO_PATH = "(no path on this computer) ";

    private FilePath() {
    }

    /**
     * The path that a text says. A text that cannot be one here, such as one with a NUL, gives the path of a file that does not
     * exist and shows the text with its odd characters as %XX: a missing file among others, which do not suffer from it.
     */
    public static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return Path.of(NO_PATH + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A"));
        }
    }
}
