package org.videoaction.knime;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A Java machine in which nothing has been loaded yet. */
record FreshMachine(Path folder, List<String> knimeFlags) {

    /** One with the flags that KNIME has once the extension is installed. */
    FreshMachine(Path folder) {
        this(folder, List.of("--add-opens=java.base/java.nio=ALL-UNNAMED"));
    }

    /**
     * Runs a class of the tests.
     *
     * @param libraries which jars of the class path it has
     * @return what it printed, on both streams
     */
    String run(Class<?> main, Predicate<String> libraries, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"), "-DDJL_CACHE_DIR=" + folder.resolve("djl"),
            "-DENGINE_CACHE_DIR=" + folder.resolve("djl")));
        command.addAll(knimeFlags);
        command.addAll(List.of(flags));
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp",
            Arrays.stream(path.split(File.pathSeparator)).filter(libraries).collect(Collectors.joining(File.pathSeparator)),
            main.getName()));
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        process.waitFor();
        return Files.readString(printed, StandardCharsets.UTF_8);
    }
}
