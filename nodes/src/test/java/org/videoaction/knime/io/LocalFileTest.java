package org.videoaction.knime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;

/** Files on a server, of which there is a copy here only as long as KNIME's handle is open. */
class LocalFileTest {

    private static final String SERVER = "mountpoint.Server";

    @TempDir
    private Path folder;

    @BeforeEach
    void startServer() {
        System.setProperty(SERVER, folder.toString());
    }

    @AfterEach
    void stopServer() {
        System.clearProperty(SERVER);
    }

    private static FileSelection onServer(String path) {
        return new FileSelection(new FSLocation(FSCategory.MOUNTPOINT, "Server", path));
    }

    @Test
    void theCopyOfARemoteFileIsThereUntilItHasBeenRead() throws Exception {
        Files.writeString(folder.resolve("classes.txt"), "left");
        AtomicReference<Path> copy = new AtomicReference<>();
        String text = LocalFile.read(onServer("classes.txt"), file -> {
            copy.set(file);
            return Files.readString(file);
        });
        assertThat(text).isEqualTo("left");
        assertThat(copy.get()).doesNotExist();
    }

    @Test
    void aRemoteListIsReadWhereItsVideosHaveAFolderOfThisMachine() throws Exception {
        Files.writeString(folder.resolve("list.txt"), "a.mp4 left\nb.mp4 right\n");
        Files.writeString(folder.resolve("classes.txt"), "left\nright\n");
        VideoDatasetReaderParameters parameters = new VideoDatasetReaderParameters();
        parameters.source.source = DatasetSource.Source.LIST;
        parameters.source.listFile = onServer("list.txt");
        parameters.classFile = Optional.of(onServer("classes.txt"));
        parameters.source.videoFolder = Optional.of(new FileSelection(new FSLocation(FSCategory.LOCAL, "/videos")));
        assertThat(parameters.read().videos()).extracting(video -> video.video().toString())
            .containsExactly("/videos/a.mp4", "/videos/b.mp4");
    }

    @Test
    void whatIsReadInPlaceIsRefusedOnAServer() {
        VideoDatasetReaderParameters parameters = new VideoDatasetReaderParameters();
        parameters.source.source = DatasetSource.Source.LIST;
        parameters.source.listFile = onServer("list.txt");
        assertThatThrownBy(parameters::read).isInstanceOf(IOException.class).hasMessageContaining("list.txt")
            .hasMessageContaining(FSCategory.MOUNTPOINT.getLabel()).hasMessageContaining("Transfer Files");
    }
}
