package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What language bin/videoaction gives Java, which takes the encoding of files' names from it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its program is a shell script")
class ProgramLanguageTest {

    private static final Path PROGRAM = Path.of(System.getProperty("project.root", ".."),
        "command-line/src/main/archive/bin/videoaction");

    @TempDir
    private Path home;

    private String language(Map<String, String> environment) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"${LC_ALL-none}\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder("sh", PROGRAM.toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("JAVA_HOME", home.toString());
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @CsvSource({"LANG, de_DE.UTF-8, none", "LANG, en_US.utf8, none", "LC_CTYPE, C.UTF-8, none",
        "LC_ALL, tr_TR.UTF-8, tr_TR.UTF-8",
        "LANG, C, C.UTF-8", "LC_ALL, POSIX, C.UTF-8", "OTHER, x, C.UTF-8"})
    void oneInUtf8IsSetWhereNoneIs(String variable, String value, String seen) throws IOException {
        assertThat(language(Map.of(variable, value))).isEqualTo(seen);
    }
}
