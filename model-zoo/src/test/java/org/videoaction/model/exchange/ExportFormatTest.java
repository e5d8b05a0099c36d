package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.Progress;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.saved.VideoModel;

class ExportFormatTest {

    /** Takes more than a megabyte. */
    private static final VideoModel MODEL = Exported.model(TestNetworks.all().get("SlowFast, frames by linspace"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void onlyTheWholeFileIsLeft(ExportFormat format) throws IOException {
        Path file = Exported.write(format, MODEL, folder);
        assertThat(folder.toFile().list()).containsExactly(file.getFileName().toString());
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsThereIsReplaced(ExportFormat format) throws IOException {
        Path fresh = Exported.write(format, MODEL, folder);
        Path old = Files.writeString(folder.resolve("old"), "old");
        format.write(MODEL, old, Progress.NONE);
        assertThat(old).hasSameBinaryContentAs(fresh);
    }

    @ParameterizedTest
    @EnumSource
    void whenCancelledNothingIsLeftButTheFileThatWasThere(ExportFormat format) throws IOException {
        Path file = Files.writeString(folder.resolve("model"), "old");
        assertThatThrownBy(() -> format.write(MODEL, file, (fraction, message) -> {
            throw new CancellationException("stop");
        })).isInstanceOf(CancellationException.class);
        assertThat(folder.toFile().list()).containsExactly("model");
        assertThat(file).hasContent("old");
    }

    @ParameterizedTest
    @EnumSource
    void progressRisesToTheEnd(ExportFormat format) throws IOException {
        List<Double> fractions = new ArrayList<>();
        format.write(MODEL, folder.resolve("model"), (fraction, message) -> fractions.add(fraction));
        assertThat(fractions).isSorted().isNotEmpty().allMatch(fraction -> fraction > 0 && fraction <= 1);
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatIsMissingIsNamed(ExportFormat format) {
        Path file = folder.resolve("missing").resolve("model");
        assertThatThrownBy(() -> format.write(MODEL, file, Progress.NONE)).isInstanceOf(NoSuchFileException.class)
            .hasMessageContaining("missing");
    }
}
