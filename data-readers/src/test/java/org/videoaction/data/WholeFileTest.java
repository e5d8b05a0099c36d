package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
        })).isInstanceOf(IOException.class)
            .hasMessage("There is no space left in the folder " + folder + " (the file file needs more).");
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

    @Test
    void anInterruptionWhileItIsWrittenSpoilsNothing() throws IOException {
        Path file = folder.resolve("file");
        try {
            WholeFile.write(file, out -> {
                out.write("begun, ".getBytes());
                Thread.currentThread().interrupt();
                out.write("done".getBytes());
            });
        } finally {
            assertThat(Thread.interrupted()).as("the interruption is still to be heard").isTrue();
        }
        assertThat(file).hasContent("begun, done");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void twoWhoWriteTheSameFileDoNotMixTheirContents() throws IOException {
        Path file = folder.resolve("file");
        WholeFile.write(file, out -> {
            out.write("first ".getBytes());
            out.flush();
            WholeFile.write(file, other -> other.write("second".getBytes()));
            assertThat(file).hasContent("second");
            out.write("one".getBytes());
        });
        assertThat(file).hasContent("first one");
    }

    @Test
    void whatDoesNotPassItsCheckLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> out.write(1), unfinished -> {
            assertThat(unfinished).hasBinaryContent(new byte[] {1});
            throw new IOException("it is no zip");
        })).hasMessage("The file " + file + " cannot be written: it is no zip");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void whatALibraryWritesToAPathAppearsWhenItIsWhole() throws IOException {
        Path file = folder.resolve("file");
        WholeFile.produce(file, unfinished -> {
            Files.writeString(unfinished, "content");
            assertThat(file).doesNotExist();
        });
        assertThat(file).hasContent("content");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void whatAKilledProcessLeftOfTheFileGoesAfterADay() throws IOException {
        Path old = Files.writeString(folder.resolve("file.1f.unfinished"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.writeString(folder.resolve("file.2f.unfinished"), "half");
        Path others = Files.writeString(folder.resolve("file.zip.1f.unfinished"), "half");
        Files.setLastModifiedTime(others, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        WholeFile.write(folder.resolve("file"), out -> out.write(1));
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(others).exists();
    }
}
