package org.videoaction.knime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

class VideoModelWriterParametersTest {

    private static final VideoModel MODEL = VideoModel.untrained(ModelZoo.entry("fast-32x2-r50").architecture(4, 2),
        new VideoModel.Input(32, 64, 64, 2), Classes.of("walk", "run"), 1);

    @TempDir
    private Path folder;

    private VideoModelWriterParameters to(String name) {
        VideoModelWriterParameters parameters = new VideoModelWriterParameters();
        parameters.file = new FileSelection(new FSLocation(FSCategory.LOCAL, folder.resolve(name).toString()));
        return parameters;
    }

    @Test
    void theModelThatWasWrittenComesBack() throws IOException {
        Path file = Path.of(to("model.zip").write(MODEL, Progress.NONE).file());

        assertThat(file).isEqualTo(folder.resolve("model.zip"));
        assertThat(ModelFile.load(file)).usingRecursiveComparison().isEqualTo(MODEL);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsWrittenUnderItsUsualName(VideoModelWriterParameters.Format format) throws IOException {
        VideoModelWriterParameters parameters = to("model." + format.format().extension());
        parameters.format = format;

        assertThat(parameters.hasUsualName()).isTrue();
        assertThat(Path.of(parameters.write(MODEL, Progress.NONE).file())).isNotEmptyFile();
    }

    @Test
    void anUnusualNameIsNoticed() {
        assertThat(to("model.onnx").hasUsualName()).isFalse();
        assertThat(to("MODEL.ZIP").hasUsualName()).isTrue();
    }

    @Test
    void aFileThatExistsStaysUnlessItIsToBeOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("model.zip"), "old");
        VideoModelWriterParameters parameters = to("model.zip");
        assertThatThrownBy(() -> parameters.write(MODEL, Progress.NONE)).isInstanceOf(IOException.class)
            .hasMessageContaining(file + " exists");
        assertThat(file).hasContent("old");

        parameters.ifExists = VideoModelWriterParameters.IfExists.OVERWRITE;
        parameters.write(MODEL, Progress.NONE);
        assertThat(ModelFile.load(file).classes().names()).containsExactly("walk", "run");
    }

    @Test
    void foldersAreCreatedWhereThatIsWanted() throws IOException {
        VideoModelWriterParameters parameters = to("a/b/model.zip");
        parameters.createFolders = false;
        assertThatThrownBy(() -> parameters.write(MODEL, Progress.NONE)).isInstanceOf(NoSuchFileException.class);
        assertThat(folder.toFile().list()).isEmpty();

        parameters.createFolders = true;
        assertThat(Path.of(parameters.write(MODEL, Progress.NONE).file())).exists();
    }

    @Test
    void aServersFileIsRefusedInWords() {
        VideoModelWriterParameters parameters = to("model.zip");
        parameters.file = new FileSelection(
            new FSLocation(FSCategory.CUSTOM_URL, "1000", "https://example.org/model.zip"));
        assertThatThrownBy(() -> parameters.write(MODEL, Progress.NONE)).isInstanceOf(IOException.class)
            .hasMessageContaining("https://example.org/model.zip").hasMessageContaining("Choose a local file");
    }

    @Test
    void aFileOfAServerAppearsThereWhenItIsWhole() throws IOException {
        System.setProperty("mountpoint.Server", folder.toString());
        try {
            VideoModelWriterParameters parameters = to("");
            parameters.file = new FileSelection(new FSLocation(FSCategory.MOUNTPOINT, "Server", "models/model.zip"));
            VideoModelWriterParameters.Written written = parameters.write(MODEL, Progress.NONE);

            assertThat(written.file()).isEqualTo("knime://Server/models/model.zip");
            assertThat(written.size()).isEqualTo(Files.size(folder.resolve("models/model.zip")));
            assertThat(folder.resolve("models").toFile().list()).containsExactly("model.zip");
            assertThat(ModelFile.load(folder.resolve("models/model.zip"))).usingRecursiveComparison().isEqualTo(MODEL);
        } finally {
            System.clearProperty("mountpoint.Server");
        }
    }

    @Test
    void aFileHasToBeChosen() {
        VideoModelWriterParameters parameters = new VideoModelWriterParameters();
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(parameters::check)
            .withMessageContaining("No file");
    }
}
