package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileProblemTest {

    @Test
    void exceptionsThatSayOnlyAFilesNameAreWorded() {
        assertThat(FileProblem.message(new AccessDeniedException("out"))).isEqualTo(
            "There is no permission to use out.");
        assertThat(FileProblem.message(new NoSuchFileException("out"))).isEqualTo(
            "The file or folder out does not exist.");
        assertThat(FileProblem.message(new FileSystemException("out", null, "No space left on device"))).isEqualTo(
            "There is no space left in the folder " + Path.of("").toAbsolutePath() + " (the file out needs more).");
        assertThat(FileProblem.message(new FileSystemException("out", null, "Is a directory"))).isEqualTo(
            "out: Is a directory");
    }

    @Test
    void aFullDiskIsNamedByTheFolderAndTheFileWhereJavaNamesNeither() {
        Path file = Path.of("/data/scores.csv");
        String sentence = "There is no space left in the folder " + file.toAbsolutePath().getParent()
            + " (the file scores.csv needs more).";
        IOException plain = new IOException("No space left on device");
        assertThat(FileProblem.writing(file, plain)).hasMessage(sentence).hasCause(plain);
        assertThat(FileProblem.writing(file, new IOException("Cannot write.", plain))).hasMessage(sentence);
        assertThat(FileProblem.message(new FileSystemException(file + ".unfinished", null, "No space left on device")))
            .isEqualTo(sentence);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedWithTheReason() {
        Path file = Path.of("scores.csv");
        assertThat(FileProblem.writing(file, new NoSuchFileException("scores.csv")))
            .hasMessage("The file scores.csv cannot be written: its folder does not exist.");
        assertThat(FileProblem.writing(file, new FileSystemException("scores.csv", null, "Not a directory")))
            .hasMessage("The file scores.csv cannot be written: Not a directory");
        assertThat(FileProblem.writing(file, new AccessDeniedException("scores.csv")))
            .hasMessage("The file scores.csv cannot be written: there is no permission to use scores.csv.");
    }

    @Test
    void anInterruptionStaysOne() {
        IOException interruption = new ClosedByInterruptException();
        assertThat(FileProblem.writing(Path.of("out"), interruption)).isSameAs(interruption);
    }

    @Test
    void otherExceptionsSpeakForThemselves() {
        assertThat(FileProblem.message(new IOException("The list is empty."))).isEqualTo("The list is empty.");
    }
}
