package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

    private static final String PROPERTY = "java.io.tmpdir";

    private final String before = System.getProperty(PROPERTY);
    @TempDir
    private Path all;

    @BeforeEach
    void useOurs() {
        System.setProperty(PROPERTY, all.toString());
    }

    @AfterEach
    void useTheirs() {
        System.setProperty(PROPERTY, before);
    }

    @Test
    void nothingIsLeft() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Files.writeString(folder.resolve("file"), "content");
            assertThat(all).isNotEmptyDirectory();
        }
        assertThat(all).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeftGoesAndWhatIsInUseOrAnothersStays() throws IOException {
        Path left = Files.createDirectory(all.resolve("videoaction-1"));
        Files.createFile(left.resolve(".lock"));
        Files.writeString(left.resolve("windows.arrow"), "content");
        Path others = Files.writeString(Files.createDirectory(all.resolve("others-1")).resolve(".lock"), "");
        Path alike = Files.writeString(Files.createDirectory(all.resolve("videoaction-of-somebody")).resolve("file"), "");
        try (TemporaryFolder first = TemporaryFolder.create()) {
            Path file = Files.writeString(first.resolve("file"), "content");
            TemporaryFolder.create().close();
            assertThat(file).hasContent("content");
        }
        assertThat(left).doesNotExist();
        assertThat(others).exists();
        assertThat(alike).exists();
    }

    @Test
    void aMissingTemporaryFolderIsNamed() {
        Path missing = all.resolve("missing");
        System.setProperty(PROPERTY, missing.toString());
        assertThatIOException().isThrownBy(TemporaryFolder::create)
            .withMessageContaining("The temporary folder " + missing + " does not exist");
    }

    @Test
    void aFileInThePlaceOfTheTemporaryFolderIsNamed() throws IOException {
        Path file = Files.writeString(all.resolve("file"), "");
        System.setProperty(PROPERTY, file.toString());
        assertThatIOException().isThrownBy(TemporaryFolder::create).withMessageContaining(file.toString());
    }
}
