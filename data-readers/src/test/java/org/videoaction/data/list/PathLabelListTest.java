package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathLabelListTest {

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static DatasetList read(Path list, Path classes) throws IOException {
        return DatasetList.read(ListFormat.PATH_LABEL, list, null, classes);
    }

    @Test
    void pathsMayHoldSpacesAndAreRelativeToTheList() throws Exception {
        Path list = write("list.txt", "# a comment", "my videos/one.mp4 1", "", "../two.mp4\t0");

        DatasetList read = read(list, null);

        assertThat(read.videos()).containsExactly(
            new ListedVideo(folder.resolve("my videos/one.mp4"), "1"),
            new ListedVideo(folder.getParent().resolve("two.mp4"), "0"));
    }

    @Test
    void indicesNameTheClassesUpToTheLargest() throws Exception {
        assertThat(read(write("list.txt", "a.mp4 3", "b.mp4 1"), null).classes().names())
            .containsExactly("0", "1", "2", "3");
    }

    @Test
    void indicesStartAtZeroAndLeaveNoGap() throws Exception {
        assertThat(read(write("list.txt", "a.mp4 0", "b.mp4 2"), null).classes().names()).containsExactly("0", "1", "2");
        assertThat(read(write("list.txt", "a.mp4 9"), null).classes().names()).hasSize(10);
    }

    @Test
    void anIndexHasSixDigitsAtMost() throws Exception {
        Path classes = write("classes.txt", "jump", "run");

        assertThat(read(write("list.txt", "a.mp4 000001"), classes).videos()).extracting(ListedVideo::label)
            .containsExactly("run");
        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> read(write("list.txt", "a.mp4 0000001"), classes)).withMessageContaining("label 0000001");
    }

    @Test
    void namesComeInTheOrderOfTheAlphabet() throws Exception {
        assertThat(read(write("list.txt", "a.mp4 run", "b.mp4 jump", "c.mp4 run"), null).classes().names())
            .containsExactly("jump", "run");
    }

    @Test
    void aClassFileNamesTheIndices() throws Exception {
        DatasetList read = read(write("list.txt", "a.mp4 1", "b.mp4 jumping"),
            write("classes.txt", "jumping", "running fast"));

        assertThat(read.classes().names()).containsExactly("jumping", "running fast");
        assertThat(read.videos()).extracting(ListedVideo::label).containsExactly("running fast", "jumping");
    }

    @Test
    void aJsonObjectNamesTheIndicesToo() throws Exception {
        Path classes = write("classes.json", "{\"\\\"jumping\\\"\": 1, \"running fast\": 0}");

        assertThat(read(write("list.txt", "a.mp4 1"), classes).classes().names())
            .containsExactly("running fast", "jumping");
        Path gap = write("gap.json", "{\"jumping\": 2, \"running\": 0}");
        assertThatIOException().isThrownBy(() -> read(write("list.txt", "a.mp4 0"), gap))
            .withMessageContaining("without a gap");
    }

    @Test
    void allWrongLinesAreReportedAtOnce() throws Exception {
        Path list = write("list.txt", "a.mp4 0", "b.mp4", "c.mp4 1", "d.mp4");

        assertThatExceptionOfType(ListException.class).isThrownBy(() -> read(list, null))
            .withMessageContaining(list.toString()).withMessageContaining("2 wrong lines")
            .withMessageContaining("line 2: \"b.mp4\"").withMessageContaining("line 4: \"d.mp4\"");
    }

    @Test
    void labelsOutsideTheClassesAreReportedWithTheirLines() throws Exception {
        Path list = write("list.txt", "a.mp4 0", "b.mp4 2", "c.mp4 walk");

        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> read(list, write("classes.txt", "jump", "run")))
            .withMessageContaining("line 2: the label 2 is outside the 2 classes of classes.txt")
            .withMessageContaining("line 3: the label walk");
    }

    @Test
    void ofManyWrongLinesTheFirstTenAreNamed() throws Exception {
        Path ten = write("ten.txt", "x\n".repeat(10));
        assertThatExceptionOfType(ListException.class).isThrownBy(() -> read(ten, null))
            .withMessageContaining("line 10:").withMessageNotContaining("more");
        Path list = write("list.txt", "x\n".repeat(25));

        assertThatExceptionOfType(ListException.class).isThrownBy(() -> read(list, null))
            .withMessageContaining("line 10:").withMessageEndingWith("and 15 more");
    }

    @Test
    void filesThatAreNoListsAreNamed() throws Exception {
        Path absent = folder.resolve("absent.txt");
        assertThatIOException().isThrownBy(() -> read(absent, null)).withMessageContaining(absent.toString());
        Path empty = write("empty.txt", "# nothing");
        assertThatIOException().isThrownBy(() -> read(empty, null)).withMessageContaining("empty");
        Path latin = Files.write(folder.resolve("latin.txt"), "Übung.mp4 0".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException().isThrownBy(() -> read(latin, null)).withMessageContaining("UTF-8");
        Path twice = write("twice.txt", "jump", "jump");
        assertThatIOException().isThrownBy(() -> read(write("list.txt", "a.mp4 0"), twice))
            .withMessageContaining("names a class twice");
    }
}
