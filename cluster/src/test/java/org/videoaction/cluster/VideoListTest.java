package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VideoListTest {

    private static void check(String... arguments) throws IOException {
        VideoList list = new VideoList();
        new CommandLine(list).registerConverter(Place.class, Place::new).parseArgs(arguments);
        list.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lists/videos.json", "videos.csv.gz", "videos.TSV", "/lists/videos.json/"})
    void aTableOfAKindThatIsNotReadIsRefusedWithThoseThatAre(String table) {
        assertThatThrownBy(() -> check("--list", table, "--table")).isInstanceOf(IOException.class)
            .hasMessageContainingAll(table, "Parquet", ".csv", ".jsonl", ".arrow");
    }

    @Test
    void aFolderIsWhatItsNameSays(@TempDir Path folder) throws IOException {
        String table = Files.createDirectory(folder.resolve("videos.json")).toString();
        assertThatThrownBy(() -> check("--list", table, "--table")).isInstanceOf(IOException.class)
            .hasMessageContaining("ends in .json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"videos.parquet", "videos", "videos.CSV", "list-1.0", "/lists.json/videos", "videos.feather"})
    void othersAreTaken(String table) {
        assertThatCode(() -> check("--list", table, "--table")).doesNotThrowAnyException();
    }
}
