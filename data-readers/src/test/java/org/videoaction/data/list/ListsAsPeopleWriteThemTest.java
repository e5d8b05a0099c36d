package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ListsAsPeopleWriteThemTest {

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private DatasetList read(ListFormat format, String... lines) throws IOException {
        return DatasetList.read(format, write("list.txt", lines), null, null);
    }

    private void assertVideos(DatasetList list, String... pathsAndLabels) {
        assertThat(list.videos()).extracting(video -> folder.relativize(video.video()) + " | "
            + String.join(", ", video.labels())).containsExactly(pathsAndLabels);
    }

    @Test
    void theFirstLineMayNameTheColumns() throws Exception {
        for (String header : List.of("path label", "filename,class", "Video\tLabel", "video_path;label_id")) {
            String separator = header.replaceAll("[\\w]", "").substring(0, 1);
            separator = separator.equals("_") ? ";" : separator;
            DatasetList list = read(ListFormat.PATH_LABEL, header, "a.mp4" + separator + "0", "b.mp4" + separator + "1");

            assertVideos(list, "a.mp4 | 0", "b.mp4 | 1");
            assertThat(list.remarks()).singleElement().asString().contains("Line 1", header, "names of columns");
        }
    }

    @Test
    void fieldsMayBeSeparatedByCommasSemicolonsAndTabs() throws Exception {
        assertVideos(read(ListFormat.PATH_LABEL, "a1.mp4, 0", "b 1.mp4, 1"), "a1.mp4 | 0", "b 1.mp4 | 1");
        assertVideos(read(ListFormat.PATH_LABEL, "a1.avi;run", "b.mov;jump high"), "a1.avi | run", "b.mov | jump high");
        assertVideos(read(ListFormat.PATH_LABEL, "some dir\tjump", "other\trun"), "some dir | jump", "other | run");
        assertVideos(read(ListFormat.PATH_LABEL, "a,b.mp4 0", "c,d.mp4 1"), "a,b.mp4 | 0", "c,d.mp4 | 1");
        assertVideos(read(ListFormat.VIDEOS, "a.mp4,0,2", "b.mp4,1"), "a.mp4 | 0, 2", "b.mp4 | 1");
    }

    @Test
    void aSeparatorThatIsNotClearHasToBeSaid() throws Exception {
        Path list = write("list.txt", "folder 1,jump", "folder 2,run");

        assertThatIOException().isThrownBy(() -> DatasetList.read(ListFormat.PATH_LABEL, list, null, null))
            .withMessageContaining("list.txt").withMessageContaining("Line 1")
            .withMessageContaining("\"folder\" and \"1,jump\" or \"folder 1\" and \"jump\"");
        assertVideos(DatasetList.read(ListFormat.PATH_LABEL, list, null, null, LabelReading.AUTOMATIC, Separator.COMMA),
            "folder 1 | jump", "folder 2 | run");
    }

    @Test
    void pathsAndClassesMayHoldBlanks() throws Exception {
        assertVideos(read(ListFormat.PATH_LABEL, "my videos/drinking (31).mp4 0", "b.part1.mp4 c.mp4 1"),
            "my videos/drinking (31).mp4 | 0", "b.part1.mp4 c.mp4 | 1");
        assertVideos(read(ListFormat.PATH_LABEL, "a.mp4 shaking hands", "b.mp4 run"), "a.mp4 | shaking hands",
            "b.mp4 | run");
        assertVideos(read(ListFormat.VIDEOS, "my videos/drinking (31).mp4 0 2", "my videos/lecture (1).mp4 1"),
            "my videos/drinking (31).mp4 | 0, 2", "my videos/lecture (1).mp4 | 1");
    }

    @Test
    void wordsOfOneClassAreOneLabelWhereClassesAreKnown() throws Exception {
        Path classes = write("classes.txt", "run", "shaking hands", "run fast");

        assertVideos(DatasetList.read(ListFormat.VIDEOS,
            write("list.txt", "a.mp4 shaking hands", "b.mp4 run shaking hands", "c.mp4 run fast"), null, classes),
            "a.mp4 | shaking hands", "b.mp4 | run, shaking hands", "c.mp4 | run fast");
    }

    @Test
    void quotesAreTakenOffAndMustBeClosed() throws Exception {
        assertVideos(read(ListFormat.PATH_LABEL, "\"b 1.mp4\" 0", "\"a1.mp4\" \"1\""), "b 1.mp4 | 0", "a1.mp4 | 1");
        assertVideos(read(ListFormat.PATHS, "\"b 1.mp4\"", "5\" screen.mp4"), "b 1.mp4 | ", "5\" screen.mp4 | ");
        assertThatExceptionOfType(ListException.class).isThrownBy(() -> read(ListFormat.PATH_LABEL, "a.mp4 0", "\"b.mp4 1"))
            .withMessageContaining("line 2: a quote is not closed");
    }

    @Test
    void backSlashesAreThoseOfWindowsWhereNoFileHasThem() throws Exception {
        Files.createFile(folder.resolve("odd\\name.mp4"));

        assertVideos(read(ListFormat.PATH_LABEL, "v\\a1.mp4 0", "odd\\name.mp4 1"), "v/a1.mp4 | 0", "odd\\name.mp4 | 1");
    }

    @Test
    void commentsAreCountedAndControlCharactersReported() throws Exception {
        assertThat(read(ListFormat.PATH_LABEL, "# mine", "#1.mp4 0", "a.mp4 0").remarks()).singleElement().asString()
            .contains("2 lines that start with #");
        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> read(ListFormat.PATH_LABEL, "a.mp4 0", "b\u0000.mp4 1"))
            .withMessageContaining("line 2").withMessageContaining("control character");
    }

    @Test
    void blanksThatNobodySeesAreBlanks() throws Exception {
        assertVideos(read(ListFormat.PATH_LABEL, "a.mp4\u00a00", "\ufeffb.mp4 1\u00a0\u200b"), "a.mp4 | 0", "b.mp4 | 1");
        DatasetList list = read(ListFormat.PATH_LABEL, "a.mp4,shaking\u00a0hands", "b.mp4,shaking hands", "c.mp4,\u3000run");
        assertThat(list.classes().names()).containsExactly("run", "shaking hands");
    }

    /** Where the computer's language has no such blanks no file has them in its name. */
    @Test
    void blanksWithinANameAreKept() throws Exception {
        assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('\u202f'));
        assertVideos(read(ListFormat.PATH_LABEL, "at 10.00\u202fAM.mp4 0", "a\u3000b.mp4 1", "c\u00a0d.mp4 1"),
            "at 10.00\u202fAM.mp4 | 0", "a\u3000b.mp4 | 1", "c\u00a0d.mp4 | 1");
    }

    @Test
    void textsInUtf16AreRefusedAsSuch() throws Exception {
        Path list = folder.resolve("list.txt");
        for (Charset charset : List.of(StandardCharsets.UTF_16, Charset.forName("x-UTF-16LE-BOM"))) {
            Files.write(list, "a.mp4 0\n".getBytes(charset));

            assertThatIOException().isThrownBy(() -> DatasetList.read(ListFormat.PATH_LABEL, list, null, null))
                .withMessageContaining("list.txt is a text file in UTF-16; save it as UTF-8");
        }
        Files.write(list, "a.mp4 B\u00fccken\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException().isThrownBy(() -> DatasetList.read(ListFormat.PATH_LABEL, list, null, null))
            .withMessageContaining("list.txt is not a text file in UTF-8");
    }

    @Test
    void addressesAreNoPaths() {
        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> read(ListFormat.PATH_LABEL, "a.mp4 0", "https://example.org/b.mp4 1", "s3://bucket/c.mp4 1"))
            .withMessageContaining("line 2: https://example.org/b.mp4 is an address")
            .withMessageContaining("line 3: s3://bucket/c.mp4 is an address");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has such drives")
    void drivesOfWindowsAreNamedWhereThereAreNone() {
        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> read(ListFormat.PATH_LABEL, "a.mp4 0", "C:\\data\\b.mp4 1", "D:/c.mp4 1"))
            .withMessageContaining("line 2: C:\\data\\b.mp4 is a path of a Windows computer")
            .withMessageContaining("line 3: D:/c.mp4");
    }

    @Test
    void videosThatAreListedWithDifferentLabelsAreNamed() throws Exception {
        assertThat(read(ListFormat.PATH_LABEL, "a.mp4 run", "b.mp4 run", "./a.mp4 jump", "b.mp4 run").remarks())
            .containsExactly("A video is listed more than once, with different labels: a.mp4 is run and jump.");
        assertThat(read(ListFormat.CHARADES, "id,actions", "a,c092 11.90 21.20", "a,c147 0.00 12.60").remarks()).isEmpty();
    }

    @Test
    void mixedSeparatorsAreReportedByLine() {
        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> read(ListFormat.PATH_LABEL, "a.mp4 0", "b.mp4,1", "c.mp4 0", "d.mp4;1"))
            .withMessageContaining("2 wrong lines: line 2: \"b.mp4,1\" is not a path and a label")
            .withMessageContaining("line 4: \"d.mp4;1\"");
    }

    @Test
    void classNamesMayHoldQuotesCommasAndUmlauts() throws Exception {
        Path classes = write("classes.txt", "B\u00fccken, tief", "say \"hi\"", "run");

        assertVideos(DatasetList.read(ListFormat.PATH_LABEL, write("list.csv", "a.mp4,\"B\u00fccken, tief\"",
            "b.mp4,\"say \"\"hi\"\"\"", "c.mp4,run"), null, classes), "a.mp4 | B\u00fccken, tief", "b.mp4 | say \"hi\"",
            "c.mp4 | run");
    }

    @Test
    void aListOfPathsAloneHasNoLabels() throws Exception {
        DatasetList list = read(ListFormat.PATHS, "my videos/a.mp4", "b.mp4");

        assertVideos(list, "my videos/a.mp4 | ", "b.mp4 | ");
        assertThat(list.classes().isEmpty()).isTrue();
        assertThatExceptionOfType(ListException.class).isThrownBy(() -> read(ListFormat.PATH_LABEL, "a.mp4 0", "b.mp4"))
            .withMessageContaining("line 2").withMessageContaining("paths alone");
    }

    @Test
    void ucf101sListsTakeTheClassFromTheFolder() throws Exception {
        Path classes = write("classInd.txt", "1 ApplyEyeMakeup", "2 ApplyLipstick");
        Path train = write("trainlist01.txt", "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 1",
            "ApplyLipstick/v_ApplyLipstick_g08_c01.avi 2");
        Path test = write("testlist01.txt", "ApplyLipstick/v_ApplyLipstick_g01_c01.avi");

        assertVideos(DatasetList.read(ListFormat.UCF101, train, null, classes),
            "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi | ApplyEyeMakeup",
            "ApplyLipstick/v_ApplyLipstick_g08_c01.avi | ApplyLipstick");
        assertVideos(DatasetList.read(ListFormat.UCF101, test, null, classes),
            "ApplyLipstick/v_ApplyLipstick_g01_c01.avi | ApplyLipstick");
    }

    @Test
    void whatIsPassedOverInFoldersIsCounted() throws Exception {
        Path run = Files.createDirectories(folder.resolve("set/run"));
        Files.createDirectories(run.resolve("old"));
        for (String name : List.of("run/a.MP4", "run/b.mts", "run/._a.mp4", "run/notes.txt", "readme.txt")) {
            Files.createFile(folder.resolve("set").resolve(name));
        }
        Files.createSymbolicLink(run.resolve("gone.mp4"), run.resolve("nowhere.mp4"));

        DatasetList list = DatasetList.read(ListFormat.FOLDERS, folder.resolve("set"), null, null);

        assertVideos(list, "set/run/a.MP4 | run", "set/run/b.mts | run");
        assertThat(list.remarks()).singleElement().asString().contains("1 hidden (first ._a.mp4)",
            "1 links that lead nowhere (first gone.mp4)", "1 folders in folders of videos (first old)",
            "1 no videos by their names (first notes.txt)", "1 beside the folders of the classes (first readme.txt)");
        assertThatIOException().isThrownBy(() -> DatasetList.read(ListFormat.FOLDER, run.resolve("old"), null, null))
            .withMessageContaining("has no videos");
    }
}
