package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"data-readers", "model-zoo", "nodes", "command-line"})
    void everyPackageSaysItsIdeaInOneParagraph(String module) throws IOException {
        Set<Path> packages;
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("project.root"), module, "src/main/java"))) {
            packages = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent)
                .collect(Collectors.toSet());
        }
        assertThat(packages).isNotEmpty().allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).content()
            .matches("(?s)/\\*\\*.{60,}?\\*/\\R(@.*)?package .*").doesNotContain("<p>"));
    }
}
