package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileProblemTest {

    @Test
    void exceptionsThatSayOnlyAFilesNameAreWorded() {
        assertThat(FileProblem.message(new AccessDeniedException("out"))).isEqualTo(
            "There is no permission to use out.");
        assertThat(FileProblem.message(new NoSuchFileException("out"))).isEqualTo(
            "The file or folder out does not exist.");
        assertThat(FileProblem.message(new FileSystemException("out", null, "No space left on device"))).isEqualTo(
            "out: No space left on device");
    }

    @Test
    void otherExceptionsSpeakForThemselves() {
        assertThat(FileProblem.message(new IOException("The list is empty."))).isEqualTo("The list is empty.");
    }
}
