package org.videoaction.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Eclipse's p2 applications in the small Equinox that the module p2-tool puts together. */
record Equinox(Path p2Tool) {

    static Equinox of(Path projectRoot) {
        return new Equinox(projectRoot.resolve("update-site/p2-tool/target"));
    }

    Path plugins() {
        return p2Tool.resolve("plugins");
    }

    /** Returns what the application printed; fails with it when the application fails. */
    String run(String application, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // archives keep local times
            "-Duser.timezone=UTC",
            "-jar", plugins().resolve("org.eclipse.equinox.launcher.jar").toString(),
            "-configuration", p2Tool.resolve("configuration").toString(),
            "-nosplash", "-consoleLog",
            "-application", application));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(application + " " + String.join(" ", arguments) + " failed:\n" + output);
        }
        return output;
    }
}
