package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        WholeFile.write(file, out -> {
            out.write("new".getBytes());
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void whatGoesWrongNamesTheFileAndLeavesNothing() {
        Path file = folder.resolve("file");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
            out.write(1);
            throw new IOException("No space left on device");
        })).isInstanceOf(IOException.class).hasMessage("The file " + file + " cannot be written: No space left on device");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptIsNoFaultOfTheFile() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("file"), out -> {
            throw new ClosedByInterruptException();
        })).isInstanceOf(ClosedByInterruptException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("missing").resolve("file"), out -> out.write(1)))
            .isInstanceOf(NoSuchFileException.class).hasMessage(folder.resolve("missing").toString());
    }

    @Test
    void aFolderOfThatNameStays() throws IOException {
        Path file = Files.createDirectory(folder.resolve("file"));
        assertThatThrownBy(() -> WholeFile.write(file, out -> out.write(1))).hasMessageContaining("is a folder");
        assertThat(file).isDirectory();
    }
}
