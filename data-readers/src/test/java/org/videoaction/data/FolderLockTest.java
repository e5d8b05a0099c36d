package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    private Path folder;

    /** Says whether it gets the lock of a folder; then waits to be killed. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(FolderLock.of(Path.of(arguments[0])).isPresent());
        System.in.read();
    }

    private Process process() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), FolderLockTest.class.getName(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void aFolderIsForOneOfAProcess() throws IOException {
        try (FolderLock lock = FolderLock.of(folder).orElseThrow()) {
            assertThat(FolderLock.of(folder)).isEmpty();
        }
        Optional<FolderLock> again = FolderLock.of(folder);
        assertThat(again).isPresent();
        again.get().close();
    }

    @Test
    void aFolderIsForOneProcessAndFreeWhenThatIsKilled() throws Exception {
        Process first = process();
        try {
            assertThat(first.inputReader().readLine()).isEqualTo("true");
            assertThat(FolderLock.of(folder)).isEmpty();
            Process second = process();
            assertThat(second.inputReader().readLine()).isEqualTo("false");
            second.destroyForcibly().waitFor();
        } finally {
            first.destroyForcibly().waitFor();
        }
        Optional<FolderLock> lock = FolderLock.of(folder);
        assertThat(lock).isPresent();
        lock.get().close();
    }
}
