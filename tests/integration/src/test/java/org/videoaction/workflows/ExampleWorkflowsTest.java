package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleWorkflowsTest {

    @Test
    void theSavedWorkflowsAreWhatTheProjectWrites(@TempDir Path folder) throws Exception {
        ExampleWorkflows.write(folder);
        assertSaved(ExampleWorkflows.FOLDER, folder);
    }

    @Test
    void soAreThoseOfTheTestingFeature(@TempDir Path folder) throws Exception {
        TestingWorkflows.write(folder);
        assertSaved(TestingWorkflows.FOLDER, folder);
    }

    private static void assertSaved(String project, Path folder) throws IOException {
        Map<String, String> saved = files(Path.of(System.getProperty("project.root"), project));
        Map<String, String> written = files(folder);
        assertThat(saved).hasSameSizeAs(written);
        written.forEach(
            (name, text) -> assertThat(saved.get(name)).as("%s, which ExampleWorkflows.main writes", name).isEqualTo(text));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = folder.relativize(file);
                if (!name.toString().matches("[^/\\\\]+[/\\\\]data[/\\\\].*")) {
                    texts.put(name.toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }
}
