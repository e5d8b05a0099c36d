package org.videoaction.standin;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.filehandling.core.connections.DefaultFSConnectionFactory;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSConnection;
import org.knime.filehandling.core.connections.FSFiles;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.FSPath;
import org.knime.filehandling.core.connections.RelativeTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilesTest {
    @TempDir
    private Path m_folder;

    @AfterEach
    void leaveRun() {
        RunFolder.leave();
    }

    @Test
    void localFileIsFoundByItsLocation() throws Exception {
        Path file = Files.writeString(m_folder.resolve("list.txt"), "x");
        try (FSConnection connection = DefaultFSConnectionFactory.createLocalFSConnection()) {
            FSPath path = connection.getFileSystem().getPath(new FSLocation(FSCategory.LOCAL, file.toString()));
            assertThat(FSFiles.toLocalFile(path).path()).isEqualTo(file.toString());
            assertThat(Files.readString(path)).isEqualTo("x");
        }
    }

    @Test
    void relativeFileIsFoundFromTheWorkflowThatRuns() throws Exception {
        Files.createDirectories(m_folder.resolve("flow/data"));
        Files.writeString(m_folder.resolve("flow/data/list.txt"), "x");
        Files.writeString(m_folder.resolve("beside.txt"), "y");
        try (RunFolder run = RunFolder.of(m_folder.resolve("flow"))) {
            run.enter();
            assertThat(read(RelativeTo.WORKFLOW_DATA, "list.txt")).isEqualTo("x");
            assertThat(read(RelativeTo.WORKFLOW, "../beside.txt")).isEqualTo("y");
            assertThatThrownBy(() -> read(RelativeTo.WORKFLOW, "nothing")).isInstanceOf(NoSuchFileException.class);
        }
    }

    private static String read(RelativeTo to, String path) throws Exception {
        try (FSConnection connection = DefaultFSConnectionFactory.createRelativeToConnection(to)) {
            FSLocation location = new FSLocation(FSCategory.RELATIVE, to.getSettingsValue(), path);
            FSPath file = connection.getFileSystem().getPath(location);
            return Files.readString(Path.of(FSFiles.toLocalFile(file).path()));
        }
    }

    @Test
    void relativeFileNeedsAWorkflow() {
        assertThatThrownBy(() -> DefaultFSConnectionFactory.createRelativeToConnection(RelativeTo.WORKFLOW))
            .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void foldersCanBeListedAndMade() throws Exception {
        try (FSConnection connection = DefaultFSConnectionFactory.createLocalFSConnection(m_folder.toString())) {
            FSPath folder = connection.getFileSystem().getPath(new FSLocation(FSCategory.LOCAL, "a/b"));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("c.txt"), "z");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(Path::toString)).containsExactly("a/b/c.txt");
            }
        }
    }
}
