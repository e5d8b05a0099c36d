package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvaListsTest {

    @TempDir
    Path folder;

    private Path classes() throws IOException {
        return write("actions.txt", "12: stand", "17: carry/hold (an object)");
    }

    private BoxSource source(Path list, Set<AvaLists.Moment> excluded, Path classes) {
        return new BoxSource(list, folder, classes, excluded, 0, Map.of(), 0);
    }

    private List<AvaBox> boxes(Path list) throws IOException {
        return AvaLists.boxes(source(list, Set.of(), classes()));
    }

    private List<String> remarks(String... lines) throws IOException {
        BoxSource source = source(write("ava.csv", lines), Set.of(), classes());
        AvaLists.boxes(source);
        return source.remarks();
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void boxesAtExcludedTimesAreLeftOut() throws Exception {
        Path boxes = write("ava.csv", "-5KQ66BBWC4,0902,0.077,0.151,0.283,0.811,12,1",
            "-5KQ66BBWC4,0903,0.332,0.194,0.481,0.891,17,0", "0f39OWEqJ24,0902,0.1,0.2,0.3,0.4,17,2");
        Path excluded = write("excluded.csv", "-5KQ66BBWC4,0903");

        assertThat(AvaLists.boxes(source(boxes, AvaLists.excluded(excluded), classes()))).containsExactly(
            new AvaBox("-5KQ66BBWC4", 902, 0.077, 0.151, 0.283, 0.811, List.of("stand"), 1, 1),
            new AvaBox("0f39OWEqJ24", 902, 0.1, 0.2, 0.3, 0.4, List.of("carry/hold (an object)"), 2, 1));
    }

    @Test
    void linesOfOneBoxAreItsActions() throws Exception {
        Path boxes = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,12,5", "a,902,0.5,0.2,0.7,0.4,12,6",
            "a,902,0.1,0.2,0.3,0.4,17,5", "a,903,0.1,0.2,0.3,0.4,17,5", "a,904,0.1,0.2,0.3,0.4,,");

        assertThat(boxes(boxes)).containsExactly(
            new AvaBox("a", 902, 0.1, 0.2, 0.3, 0.4, List.of("stand", "carry/hold (an object)"), 5, 1),
            new AvaBox("a", 902, 0.5, 0.2, 0.7, 0.4, List.of("stand"), 6, 1),
            new AvaBox("a", 903, 0.1, 0.2, 0.3, 0.4, List.of("carry/hold (an object)"), 5, 1),
            new AvaBox("a", 904, 0.1, 0.2, 0.3, 0.4, List.of(), -1, 1));
    }

    @Test
    void videosAreFoundWhateverTheirContainer() throws Exception {
        Path webm = Files.createFile(folder.resolve("a.b.webm"));
        Path frames = Files.createDirectory(folder.resolve("c"));

        assertThat(AvaLists.video(folder, "a.b")).isEqualTo(webm);
        assertThat(AvaLists.video(folder, "c")).isEqualTo(frames);
        assertThat(AvaLists.video(folder, "d")).isEqualTo(folder.resolve("d.mp4"));
    }

    @Test
    void framesStartAtSecond900() {
        List<Path> frames = IntStream.range(0, 100).mapToObj(i -> Path.of(i + ".jpg")).toList();

        assertThat(AvaLists.frameAt(frames, 902)).isEqualTo(Path.of("60.jpg"));
        assertThat(AvaLists.frameAt(frames, 904)).isNull();
        assertThat(AvaLists.frameAt(frames, 899)).isNull();
    }

    @Test
    void withoutClassesActionsAreCalledByTheirNumbers() throws Exception {
        assertThat(AvaLists.boxes(source(write("ava.csv", "a,902,0.1,0.2,0.3,0.4,17,2"), Set.of(), null)))
            .extracting(AvaBox::labels).containsExactly(List.of("17"));
    }

    @Test
    void proposalsBelowAScoreAreLeftOut() throws Exception {
        Path file = write("predicted.csv", "a,0902,0.1,0.2,0.3,0.4,,0.95", "a,0902,0.1,0.2,0.3,0.5,,0.85",
            "a,0902,0.1,0.2,0.3,0.6,,0.9");

        assertThat(AvaLists.proposals(new BoxSource(file, folder, null, Set.of(), 0.9, Map.of(), 0))).containsExactly(
            new AvaBox("a", 902, 0.1, 0.2, 0.3, 0.4, List.of(), -1, 0.95),
            new AvaBox("a", 902, 0.1, 0.2, 0.3, 0.6, List.of(), -1, 0.9));
    }

    @Test
    void aBoxMayReachTheEdgesOfTheFrameButNotFarBeyond() throws Exception {
        assertThat(boxes(write("whole.csv", "a,902,0,0,1,1,17,2"))).containsExactly(
            new AvaBox("a", 902, 0, 0, 1, 1, List.of("carry/hold (an object)"), 2, 1));
        for (String wrong : List.of("-0.011,0,1,1", "0,-0.011,1,1", "0,0,1.011,1", "0,0,1,1.011", "0,0,-0.001,1",
            "1,0,1.001,1", "0.5,0,0.5,1",
            "0,0.5,1,0.5", "0.6,0,0.5,1", "0,0.6,1,0.5", "NaN,0,1,1", "0,0,Infinity,1")) {
            Path file = write("wrong.csv", "a,902," + wrong + ",17,2");
            assertThatExceptionOfType(ListException.class).as(wrong)
                .isThrownBy(() -> boxes(file)).withMessageContaining("line 1: ");
        }
    }

    @Test
    void anActionOfNumberZeroOrAFrameAtSecond900IsTheFirst() throws Exception {
        assertThat(
            AvaLists.boxes(source(write("ava.csv", "a,0,0.1,0.2,0.3,0.4,0,0"), Set.of(), write("from0.txt", "0: sit"))))
            .containsExactly(new AvaBox("a", 0, 0.1, 0.2, 0.3, 0.4, List.of("sit"), 0, 1));
        assertThat(AvaLists.frameAt(List.of(Path.of("0.jpg")), 900)).isEqualTo(Path.of("0.jpg"));
        assertThat(AvaLists.frameAt(List.of(Path.of("0.jpg")), 900.04)).isNull();
    }

    @Test
    void allWrongLinesAreReportedAtOnce() throws Exception {
        Path file = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,17,2", "a,902,0.1,0.2,0.3", "a,late,0.1,0.2,0.3,0.4,17,2",
            "a,902,0.3,0.2,0.1,0.4,17,2", "a,902,0.1,0.2,1.3,0.4,17,2", "a,902,0.1,0.2,0.3,0.4,0,2");

        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> boxes(file))
            .withMessageContaining("5 wrong lines").withMessageContaining("line 2: ")
            .withMessageContaining("line 3: \"late\" is not a time").withMessageContaining("line 4: the box")
            .withMessageContaining("line 5: the box").withMessageContaining("line 6: there is no action 0");
    }

    @Test
    void framesComeInTheOrderOfTheirNumbers() throws Exception {
        Path file = write("train.csv", "original_vido_id video_id frame_id path labels",
            "-5KQ66BBWC4 0 1 -5KQ66BBWC4/-5KQ66BBWC4_000002.jpg \"\"",
            "-5KQ66BBWC4 0 0 -5KQ66BBWC4/-5KQ66BBWC4_000001.jpg \"\"", "b 1 0 b/b_000001.jpg");

        assertThat(AvaLists.frames(file, Path.of("/frames"))).containsExactly(
            Map.entry("-5KQ66BBWC4", List.of(Path.of("/frames/-5KQ66BBWC4/-5KQ66BBWC4_000001.jpg"),
                Path.of("/frames/-5KQ66BBWC4/-5KQ66BBWC4_000002.jpg"))),
            Map.entry("b", List.of(Path.of("/frames/b/b_000001.jpg"))));
    }

    @Test
    void classesAreReadFromBothKindsOfTheirFile() throws Exception {
        Path labels = write("list.pbtxt", "label {", "  name: \"bend/bow (at the waist)\"", "  label_id: 1",
            "  label_type: PERSON_MOVEMENT", "}", "label {", "  name: \"stand\"", "  label_id: 12", "}");
        Path items = write("items.pbtxt", "item {", "  name: \"stand\"", "  id: 12", "}");

        assertThat(ActionNames.read(labels)).containsExactly(Map.entry(1, "bend/bow (at the waist)"),
            Map.entry(12, "stand"));
        assertThat(ActionNames.read(items)).containsExactly(Map.entry(12, "stand"));
        assertThat(ActionNames.read(write("map.txt", "1: bend/bow (at the waist)", "12: stand")))
            .containsExactly(Map.entry(1, "bend/bow (at the waist)"), Map.entry(12, "stand"));
        assertThatIOException().isThrownBy(() -> ActionNames.read(write("empty.pbtxt", "nothing")))
            .withMessageContaining("empty.pbtxt");
    }

    @Test
    void actionsThatTheClassFileLeavesOutArePassedOverAndCounted() throws Exception {
        Path list = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,12,5", "a,902,0.1,0.2,0.3,0.4,13,5",
            "a,903,0.1,0.2,0.3,0.4,13,5", "a,903,0.5,0.2,0.7,0.4,80,6");
        BoxSource source = source(list, Set.of(), classes());

        assertThat(AvaLists.boxes(source)).extracting(AvaBox::labels).containsExactly(List.of("stand"), List.of(),
            List.of());
        assertThat(source.remarks()).containsExactly(
            "2 of the 3 actions of ava.csv are not in actions.txt (13, 80); 3 labels are passed over.");
    }

    @Test
    void aClassFileOfOtherActionsIsRefused() throws Exception {
        Path list = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,13,5");
        assertThatIOException().isThrownBy(() -> boxes(list)).withMessageContaining("names none of the actions")
            .withMessageContaining("13").withMessageContaining("actions.txt");
    }

    @Test
    void edgesARoundingErrorOutsideTheFrameAreCutToIt() throws Exception {
        Path list = write("ava.csv", "a,902,-0.001,0.1,0.5,1.002,12,0", "a,902,-0.001,0.1,0.5,1.002,17,0",
            "a,903,0.1,0.1,0.5,0.9,12,0");
        BoxSource source = source(list, Set.of(), classes());

        assertThat(AvaLists.boxes(source)).containsExactly(
            new AvaBox("a", 902, 0, 0.1, 0.5, 1, List.of("stand", "carry/hold (an object)"), 0, 1),
            new AvaBox("a", 903, 0.1, 0.1, 0.5, 0.9, List.of("stand"), 0, 1));
        assertThat(source.remarks())
            .containsExactly("Boxes that reach up to 0.0020 beyond the frame are cut to it: 1.");
    }

    @Test
    void aVideosNameMayHaveItsExtension() throws Exception {
        Path webm = Files.createFile(folder.resolve("a.webm"));
        assertThat(AvaLists.video(folder, "a.webm")).isEqualTo(webm);
        assertThat(AvaLists.video(folder, "b.mp4")).isEqualTo(folder.resolve("b.mp4"));

        Path list = write("ava.csv", "a.webm,902,0.1,0.2,0.3,0.4,12,5", "a.webm,903,0.1,0.2,0.3,0.4,12,5");
        Path excluded = write("excluded.csv", "video_id,timestamp", "a,0903");
        assertThat(AvaLists.boxes(source(list, AvaLists.excluded(excluded), classes()))).extracting(AvaBox::seconds)
            .containsExactly(902.0);
    }

    @Test
    void aLineThatNamesTheColumnsIsPassedOver() throws Exception {
        assertThat(remarks("video_id,middle_frame_timestamp,x1,y1,x2,y2,action_id,person_id",
            "a,902,0.1,0.2,0.3,0.4,12,5")).hasSize(1).first().asString().contains("is taken as the names of columns");
    }

    @Test
    void theColumnOfPersonsMayBeMissing() throws Exception {
        assertThat(boxes(write("seven.csv", "a,902,0.1,0.2,0.3,0.4,12")))
            .containsExactly(new AvaBox("a", 902, 0.1, 0.2, 0.3, 0.4, List.of("stand"), -1, 1));
        assertThat(remarks("a,902,0.1,0.2,0.3,0.4,12", "a,902,0.1,0.2,0.3,0.5,12,-1"))
            .containsExactly("Lines without the eighth column, the person: 1.");
    }

    @Test
    void aMissingColumnIsNamed() throws Exception {
        Path noTime = write("ava.csv", "a,0.1,0.2,0.3,0.4,12,1");
        assertThatIOException().isThrownBy(() -> boxes(noTime)).withMessageContaining("line 1: ")
            .withMessageContaining("7 columns, not 8").withMessageContaining("seconds is missing");
        Path noEdge = write("ava.csv", "a,902,0.2,0.3,0.4,12,1");
        assertThatIOException().isThrownBy(() -> boxes(noEdge)).withMessageContaining("an edge of the box is missing");
        Path noScore = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,");
        assertThatIOException().isThrownBy(() -> AvaLists.proposals(source(noScore, Set.of(), null)))
            .withMessageContaining("the last, score, is missing");
    }

    @Test
    void aKeyFrameWithoutPersonsGivesNoBox() throws Exception {
        assertThat(boxes(write("ava.csv", "a,902,,,,,,", "b,902", "a,903,0.1,0.2,0.3,0.4,12,5"))).hasSize(1);
        assertThat(remarks("a,902,,,,,,", "b,902", "a,903,0.1,0.2,0.3,0.4,12,5"))
            .containsExactly("Key frames without persons, which give no row: 2.");
    }

    @Test
    void scoresAndPersonsThatAreNoneAreReportedWithTheirLine() throws Exception {
        Path scores = write("scores.csv", "a,902,0.1,0.2,0.3,0.4,,0.5", "a,902,0.1,0.2,0.3,0.4,,1.5",
            "a,-902,0.1,0.2,0.3,0.4,,0.5");
        assertThatIOException().isThrownBy(() -> AvaLists.proposals(source(scores, Set.of(), null)))
            .withMessageContaining("line 2: \"1.5\" is not a score").withMessageContaining("line 3: \"-902\" is not a time");
        assertThatIOException().isThrownBy(() -> boxes(scores)).withMessageContaining("line 1: \"0.5\" is not a person");
    }

    @Test
    void aClassFileThatNamesAnActionTwiceIsRefused() throws Exception {
        assertThatIOException().isThrownBy(() -> ActionNames.read(write("twice.txt", "1: stand", "2: stand")))
            .withMessageContaining("twice.txt").withMessageContaining("stand");
        assertThatIOException().isThrownBy(() -> ActionNames.read(write("twice.txt", "1: stand", "1: sit")))
            .withMessageContaining("twice");
    }

    @Test
    void aNetworksClassesKeepTheirPlacesWhereTheMeasuredActionsHaveGaps() throws Exception {
        Path file = write("measured.pbtxt", "item {", "  name: \"bend\"", "  id: 1", "}", "item {", "  name: \"crouch\"",
            "  id: 3", "}");

        ClassFile classes = ClassFile.read(file);

        assertThat(classes.classes().names()).containsExactly("bend", "2", "crouch");
        assertThat(classes.numbers()).containsEntry("3", "crouch");
    }
}
