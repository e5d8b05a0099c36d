package org.videoaction.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns the texts of tables and command lines into paths. */
public final class FilePath {

    private static final String NO_PATH = "(no path on this computer) ";
    private static final String NO_NAME = "(letters without LANG) ";

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
            return Path.of((needsLanguage(e) ? NO_NAME : NO_PATH)
                + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A"));
        }
    }

    /** Whether a path stands for a text that would be one if LANG were set, as {@link #needsLanguage} means it. */
    public static boolean lacksLanguage(Path path) {
        return String.valueOf(path.getFileName()).startsWith(NO_NAME);
    }

    /**
     * Whether a text is no path only because it has letters that the system's language settings do not have, as umlauts
     * where neither LANG nor LC_ALL is set.
     */
    public static boolean needsLanguage(InvalidPathException problem) {
        return problem.getReason().startsWith("Malformed input");
    }

    /** Whether a name has letters that Java could not read, for the same reason. */
    public static boolean needsLanguage(String name) {
        return name.indexOf('\uFFFD') >= 0;
    }
}
