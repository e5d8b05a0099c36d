package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchFolderTest {

    @TempDir
    private Path folder;

    private Path with(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib").resolve(System.mapLibraryName("torch")), "");
        Files.writeString(folder.resolve(file), text);
        return folder.resolve("lib");
    }

    private static void assertRefused(Path path, String why) {
        assertThatThrownBy(() -> TorchFolder.at(path.toString())).isInstanceOf(LinkageError.class)
            .hasMessageContaining(why).hasMessageContaining("Needed is libtorch 2.7.1");
    }

    @Test
    void libtorchOfTheOneVersionIsTaken() throws Exception {
        Path libraries = with("build-version", "2.7.1+cu128\n");

        assertThat(TorchFolder.at(libraries.toString())).isEqualTo(new TorchFolder(libraries, "2.7.1", "cu128"));
    }

    @Test
    void thePythonPackageOfTheOneVersionIsTaken() throws Exception {
        Path libraries = with("version.py", "from typing import Optional\n\n__all__ = ['__version__', 'debug']\n"
            + "__version__ = '2.7.1+cpu'\ndebug = False\ncuda: Optional[str] = None\n");

        assertThat(TorchFolder.at(libraries.toString())).isEqualTo(new TorchFolder(libraries, "2.7.1", "cpu"));
    }

    @Test
    void anyOtherIsRefusedBeforeItIsLoaded() throws Exception {
        assertRefused(with("build-version", "2.6.0+cu124"), "holds libtorch 2.6.0+cu124");
        assertRefused(with("build-version", "2.7.1+cu126"), "holds libtorch 2.7.1+cu126");
        assertRefused(with("build-version", "nightly"), "does not say which version");
        Files.delete(folder.resolve("build-version"));
        assertRefused(folder.resolve("lib"), "says nowhere which version");
        assertRefused(folder, "holds no " + System.mapLibraryName("torch"));
        assertRefused(folder.resolve("absent"), "holds no ");
    }

    @Test
    void aFolderToPreferIsRefusedForTheSameReasonsAsOneToLoad() throws Exception {
        Path libraries = with("build-version", "2.6.0+cu124");

        assertThat(TorchFolder.problem(libraries.toString())).hasValueSatisfying(problem -> assertThat(problem)
            .startsWith("The folder " + libraries + " holds libtorch 2.6.0+cu124. Needed is libtorch 2.7.1"));
        assertThat(TorchFolder.problem("no folder")).hasValueSatisfying(problem -> assertThat(problem)
            .startsWith("The folder no folder holds no "));
        assertThat(TorchFolder.problem(with("build-version", "2.7.1+cu128") + " ")).isEmpty();
        assertThat(TorchFolder.problem(" ")).isEmpty();
    }

    @Test
    void thePreferredFolderIsTakenUnlessTheVariableNamesOne() throws Exception {
        assumeThat(System.getenv(TorchFolder.VARIABLE)).isNull();
        assumeThat(System.getProperty(TorchFolder.VARIABLE)).isNull();
        Path preferred = with("build-version", "2.7.1+cu128");
        Path named = Files.createDirectories(folder.resolve("named"));
        Files.copy(preferred.resolve(System.mapLibraryName("torch")), named.resolve(System.mapLibraryName("torch")));
        try {
            TorchFolder.prefer(preferred.toString());
            assertThat(TorchFolder.chosen()).hasValue(new TorchFolder(preferred, "2.7.1", "cu128"));

            System.setProperty(TorchFolder.VARIABLE, named.toString());
            assertThat(TorchFolder.chosen()).hasValue(new TorchFolder(named, "2.7.1", "cu128"));

            System.clearProperty(TorchFolder.VARIABLE);
            TorchFolder.prefer("");
            assertThat(TorchFolder.chosen()).isEmpty();
        } finally {
            System.clearProperty(TorchFolder.VARIABLE);
            TorchFolder.prefer("");
        }
    }
}
