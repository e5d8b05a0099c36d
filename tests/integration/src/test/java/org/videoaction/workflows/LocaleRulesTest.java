package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No text of the program depends on the computer's language: keys, files and numbers are the same in Turkish, where I is the
 * capital of another letter than i, in Arabic, which has digits of its own, and where the default encoding is ASCII.
 */
class LocaleRulesTest {

    /** Without a word about the locale or the encoding, these take the computer's. */
    private static final Pattern OF_THE_COMPUTER = Pattern.compile("String\\.format\\((?!\\s*Locale\\.)"
        + "|\\.printf\\((?!\\s*Locale\\.)|\\.formatted\\(|::formatted|\\.to(Lower|Upper)Case\\(\\)|::to(Lower|Upper)Case"
        + "|\\bnew (DecimalFormat|Scanner|Formatter|SimpleDateFormat|MessageFormat|FileReader|FileWriter)\\("
        + "|\\b(NumberFormat|MessageFormat|DateFormat)\\.|\\.getBytes\\(\\)|\\bnew InputStreamReader\\([^,;]*\\);"
        + "|DateTimeFormatter\\.ofPattern\\([^,]*\\)");

    private static final Path PROJECT = Path.of(System.getProperty("project.root", "../.."));

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/")
                && file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void noTextDependsOnTheComputersLanguage() throws IOException {
        assertThat(sources()).hasSizeGreaterThan(100);
        for (Path source : sources()) {
            assertThat(OF_THE_COMPUTER.matcher(Files.readString(source)).results().map(found -> found.group()))
                .as(source.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"String.format(\"%d\", 1)", "out.printf(\n\"%d\", 1)", "\"%d\".formatted(1)",
        "name.toLowerCase()",
        "map(String::toUpperCase)", "new Scanner(file)", "NumberFormat.getInstance()", "text.getBytes()"})
    void suchACallIsFound(String call) {
        assertThat(OF_THE_COMPUTER.matcher(call).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"String.format(\n    Locale.ROOT, \"%d\", 1)", "name.toLowerCase(Locale.ROOT)",
        "catch (NumberFormatException e)", "text.getBytes(UTF_8)"})
    void othersAreNot(String call) {
        assertThat(OF_THE_COMPUTER.matcher(call).find()).isFalse();
    }
}
