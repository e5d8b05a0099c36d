package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelReadingTest {

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private DatasetList read(LabelReading reading, Path classes, String... lines) throws IOException {
        return DatasetList.read(ListFormat.PATH_LABEL, write("list.txt", lines), null,
            classes == null ? null : ClassFile.read(classes), reading);
    }

    private static List<String> labels(DatasetList list) {
        return list.videos().stream().map(ListedVideo::label).toList();
    }

    @Test
    void aNameOfDigitsIsThatName() throws Exception {
        Path classes = write("classes.txt", "3", "1", "2");

        assertThat(labels(read(LabelReading.AUTOMATIC, classes, "a 1", "b 2", "c 3"))).containsExactly("1", "2", "3");
    }

    @Test
    void namesAndIndicesThatCannotBeToldApartAreRefused() throws Exception {
        Path classes = write("classes.txt", "1", "2", "3");

        assertThatIOException().isThrownBy(() -> read(LabelReading.AUTOMATIC, classes, "a 0", "b 1"))
            .withMessageContaining("list.txt").withMessageContaining("1 is a name").withMessageContaining("0 is none")
            .withMessageContaining("As an index from 0, 1 would be the class 2");
    }

    @Test
    void whatThePersonSaysDecides() throws Exception {
        Path classes = write("classes.txt", "1", "2", "3");

        assertThat(labels(read(LabelReading.INDICES_FROM_0, classes, "a 0", "b 1"))).containsExactly("1", "2");
        assertThat(labels(read(LabelReading.INDICES_FROM_1, classes, "a 1", "b 3"))).containsExactly("1", "3");
        assertThatIOException().isThrownBy(() -> read(LabelReading.NAMES, classes, "a 0", "b 1"))
            .withMessageContaining("line 1: the label 0 is outside the 3 classes of classes.txt");
        assertThat(labels(read(LabelReading.NAMES, null, "a 7", "b 1"))).containsExactly("7", "1");
        assertThat(read(LabelReading.INDICES_FROM_1, null, "a 3", "b 1").classes().names()).containsExactly("1", "2", "3");
    }

    @Test
    void aNumberedClassFileSaysWhatNumbersStandFor() throws Exception {
        Path ucf101 = write("classInd.txt", "1 ApplyEyeMakeup", "2 ApplyLipstick", "3 Archery");

        DatasetList list = read(LabelReading.AUTOMATIC, ucf101, "a 1", "b 2", "c Archery");

        assertThat(list.classes().names()).containsExactly("ApplyEyeMakeup", "ApplyLipstick", "Archery");
        assertThat(labels(list)).containsExactly("ApplyEyeMakeup", "ApplyLipstick", "Archery");
        assertThatIOException().isThrownBy(() -> read(LabelReading.AUTOMATIC, ucf101, "a 0"))
            .withMessageContaining("the label 0 is outside the 3 classes");
        assertThat(
            labels(read(LabelReading.AUTOMATIC, write("labels.csv", "id,name", "1,run, fast", "0,walk"), "a 1", "b 0")))
            .containsExactly("run, fast", "walk");
    }

    @Test
    void linesThatBeginWithNumbersOutOfOrderAreNames() throws Exception {
        Path classes = write("classes.txt", "100 meters run", "3 steps");

        assertThat(read(LabelReading.AUTOMATIC, classes, "a 0").videos().get(0).label()).isEqualTo("100 meters run");
    }

    @Test
    void aJsonObjectMayHaveItsIndicesAsTexts() throws Exception {
        Path classes = write("labels.json", "{\"Pushing something\": \"1\", \"Opening something\": \"0\"}");

        assertThat(ClassFile.read(classes).classes().names()).containsExactly("Opening something", "Pushing something");
        assertThatIOException().isThrownBy(() -> ClassFile.read(write("gap.json", "{\"a\": 0, \"b\": 2}")))
            .withMessageContaining("gap.json").withMessageContaining("without a gap");
        assertThatIOException().isThrownBy(() -> ClassFile.read(write("twice.json", "{\"a\": 0, \"b\": 0}")))
            .withMessageContaining("an index of its own");
        assertThatIOException().isThrownBy(() -> ClassFile.read(write("same.json", "{\"a\": 0, \"a\": 1}")))
            .withMessageContaining("same.json");
    }

    @Test
    void labelsThatCountFromOneAreSuspectedWhereOneIsTooLarge() throws Exception {
        Path classes = write("classes.txt", "run", "walk");

        assertThatIOException().isThrownBy(() -> read(LabelReading.AUTOMATIC, classes, "a 1", "b 2"))
            .withMessageContaining("line 2").withMessageContaining("count from 1");
    }

    @Test
    void numbersThatAreTakenAsNamesAreNamed() throws Exception {
        DatasetList list = read(LabelReading.AUTOMATIC, null, "a -1", "b 0", "c 1");

        assertThat(list.classes().names()).containsExactly("-1", "0", "1");
        assertThat(list.remarks()).containsExactly(
            "Labels are taken as names, the numbers among them too: -1 cannot be an index.");
        assertThat(read(LabelReading.NAMES, null, "a -1", "b 0").remarks()).isEmpty();
        assertThatIOException()
            .isThrownBy(() -> read(LabelReading.AUTOMATIC, write("classes.txt", "run", "walk"), "a -1", "b 0"))
            .withMessageContaining("line 1: the label -1 is outside the 2 classes of classes.txt");
    }

    @Test
    void aClassFileMayNameMoreClassesThanTheListAndNotFewer() throws Exception {
        assertThat(read(LabelReading.AUTOMATIC, write("more.txt", "run", "walk", "jump"), "a 1").classes().size())
            .isEqualTo(3);
        assertThatIOException().isThrownBy(() -> read(LabelReading.AUTOMATIC, write("fewer.txt", "run"), "a 0", "b 1"))
            .withMessageContaining("line 2: the label 1 is outside the 1 classes of fewer.txt");
    }

    @Test
    void aListIsNoClassFile() throws Exception {
        for (List<String> lines : List.of(List.of("a.mp4 0", "b.mp4 1"), List.of("v/a.avi,run", "v/b.avi,walk"),
            List.of("a.mp4;0", "b.mp4;1"))) {
            Path list = Files.write(folder.resolve("train.txt"), lines);

            assertThatIOException().isThrownBy(() -> ClassFile.read(list)).withMessageContaining("train.txt names videos")
                .withMessageContaining(lines.get(0).substring(0, 1)).withMessageContaining("a list, not a file of classes");
        }
    }

    @Test
    void classesMayBeAnArrayOfNames() throws Exception {
        assertThat(ClassFile.read(write("names.json", "[\"run\", \"walk fast\"]")).classes().names())
            .containsExactly("run", "walk fast");
        for (String wrong : List.of("[]", "[1, 2]", "[{\"id\": 1}]", "[[]]", "7", "{}", "[[\"a\", []]]")) {
            Path file = write("wrong.json", wrong);

            assertThatIOException().as(wrong).isThrownBy(() -> ClassFile.read(file)).withMessageContaining("wrong.json");
        }
    }

    @Test
    void gapsInIndicesAreNamed() throws Exception {
        assertThat(read(LabelReading.AUTOMATIC, null, "a 3", "b 1").remarks()).singleElement().asString()
            .contains("from 0 to 3").contains("no row has 0, 2");
        assertThat(read(LabelReading.AUTOMATIC, null, "a 0", "b 01").remarks()).isEmpty();
    }

    @Test
    void anIndexFarBeyondTheRowsIsRefusedBeforeItsClassesAreBuilt() {
        assertThatIOException().isThrownBy(() -> read(LabelReading.AUTOMATIC, null, "a 120305", "b 120001"))
            .withMessageContaining("120305").withMessageContaining("2 rows").withMessageContaining("labels are names");
        assertThatIOException().isThrownBy(() -> read(LabelReading.INDICES_FROM_0, null, "a 999999"))
            .withMessageContaining("999999");
    }

    @Test
    void foldersAreNamesAlways() throws Exception {
        for (String name : List.of("120001", "120305")) {
            Files.createDirectories(folder.resolve("set").resolve(name));
            Files.createFile(folder.resolve("set").resolve(name).resolve("a.mp4"));
        }

        DatasetList list = DatasetList.read(ListFormat.FOLDERS, folder.resolve("set"), null, null);

        assertThat(list.classes().names()).containsExactly("120001", "120305");
        assertThat(labels(list)).containsExactly("120001", "120305");
    }
}
