package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {

    @TempDir
    private java.nio.file.Path folder;

    private WholeFolder whole() throws IOException {
        return new WholeFolder(FileSystem.getLocal(new Configuration()));
    }

    private Path at(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    @Test
    void aFolderIsWholeUnderItsNameAsLongAsNothingIsLost() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("_new")).resolve("rows"), "x");
        whole().name(at("_new"), at("wave"));
        assertThat(whole().isWhole(at("wave"))).isTrue();
        Files.delete(folder.resolve("wave/rows"));
        assertThat(whole().isWhole(at("wave"))).isFalse();
    }

    @Test
    void aFolderThatAnotherJobRemovedGetsNoName() {
        assertThatThrownBy(() -> whole().name(at("_new"), at("wave"))).isInstanceOf(IOException.class)
            .hasMessageContaining("Another job");
        assertThat(folder).isEmptyDirectory();
    }
}
