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

    private static final Map<Integer, String> CLASSES = Map.of(12, "stand", 17, "carry/hold (an object)");

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void boxesAtExcludedTimesAreLeftOut() throws Exception {
        Path boxes = write("ava.csv", "-5KQ66BBWC4,0902,0.077,0.151,0.283,0.811,12,1",
            "-5KQ66BBWC4,0903,0.332,0.194,0.481,0.891,17,0", "0f39OWEqJ24,0902,0.1,0.2,0.3,0.4,17,2");
        Path excluded = write("excluded.csv", "-5KQ66BBWC4,0903");

        assertThat(AvaLists.boxes(boxes, AvaLists.excluded(excluded), CLASSES)).containsExactly(
            new AvaBox("-5KQ66BBWC4", 902, 0.077, 0.151, 0.283, 0.811, List.of("stand"), 1, 1),
            new AvaBox("0f39OWEqJ24", 902, 0.1, 0.2, 0.3, 0.4, List.of("carry/hold (an object)"), 2, 1));
    }

    @Test
    void linesOfOneBoxAreItsActions() throws Exception {
        Path boxes = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,12,5", "a,902,0.5,0.2,0.7,0.4,12,6",
            "a,902,0.1,0.2,0.3,0.4,17,5", "a,903,0.1,0.2,0.3,0.4,17,5", "a,904,0.1,0.2,0.3,0.4,,");

        assertThat(AvaLists.boxes(boxes, Set.of(), CLASSES)).containsExactly(
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
        assertThat(AvaLists.boxes(write("ava.csv", "a,902,0.1,0.2,0.3,0.4,17,2"), Set.of(), null))
            .extracting(AvaBox::labels).containsExactly(List.of("17"));
    }

    @Test
    void proposalsBelowAScoreAreLeftOut() throws Exception {
        Path file = write("predicted.csv", "a,0902,0.1,0.2,0.3,0.4,,0.95", "a,0902,0.1,0.2,0.3,0.5,,0.85",
            "a,0902,0.1,0.2,0.3,0.6,,0.9");

        assertThat(AvaLists.proposals(file, Set.of(), null, 0.9)).containsExactly(
            new AvaBox("a", 902, 0.1, 0.2, 0.3, 0.4, List.of(), -1, 0.95),
            new AvaBox("a", 902, 0.1, 0.2, 0.3, 0.6, List.of(), -1, 0.9));
    }

    @Test
    void aBoxMayReachTheEdgesOfTheFrameButNotBeyond() throws Exception {
        assertThat(AvaLists.boxes(write("whole.csv", "a,902,0,0,1,1,17,2"), Set.of(), CLASSES)).containsExactly(
            new AvaBox("a", 902, 0, 0, 1, 1, List.of("carry/hold (an object)"), 2, 1));
        for (String wrong : List.of("-0.001,0,1,1", "0,-0.001,1,1", "0,0,1.001,1", "0,0,1,1.001", "0.5,0,0.5,1",
            "0,0.5,1,0.5", "0.6,0,0.5,1", "0,0.6,1,0.5", "NaN,0,1,1", "0,0,Infinity,1")) {
            Path file = write("wrong.csv", "a,902," + wrong + ",17,2");
            assertThatExceptionOfType(ListException.class).as(wrong)
                .isThrownBy(() -> AvaLists.boxes(file, Set.of(), CLASSES)).withMessageContaining("line 1: ");
        }
    }

    @Test
    void anActionOfNumberZeroOrAFrameAtSecond900IsTheFirst() throws Exception {
        assertThat(AvaLists.boxes(write("ava.csv", "a,0,0.1,0.2,0.3,0.4,0,0"), Set.of(), Map.of(0, "sit")))
            .containsExactly(new AvaBox("a", 0, 0.1, 0.2, 0.3, 0.4, List.of("sit"), 0, 1));
        assertThat(AvaLists.frameAt(List.of(Path.of("0.jpg")), 900)).isEqualTo(Path.of("0.jpg"));
        assertThat(AvaLists.frameAt(List.of(Path.of("0.jpg")), 900.04)).isNull();
    }

    @Test
    void allWrongLinesAreReportedAtOnce() throws Exception {
        Path file = write("ava.csv", "a,902,0.1,0.2,0.3,0.4,17,2", "a,902,0.1,0.2,0.3", "a,late,0.1,0.2,0.3,0.4,17,2",
            "a,902,0.3,0.2,0.1,0.4,17,2", "a,902,0.1,0.2,1.3,0.4,17,2", "a,902,0.1,0.2,0.3,0.4,99,2");

        assertThatExceptionOfType(ListException.class)
            .isThrownBy(() -> AvaLists.boxes(file, Set.of(), CLASSES))
            .withMessageContaining("5 wrong lines").withMessageContaining("line 2: ")
            .withMessageContaining("line 3: \"late\" is not a time").withMessageContaining("line 4: the box")
            .withMessageContaining("line 5: the box").withMessageContaining("line 6: the action 99");
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

        assertThat(AvaLists.classes(labels)).containsExactly(Map.entry(1, "bend/bow (at the waist)"),
            Map.entry(12, "stand"));
        assertThat(AvaLists.classes(items)).containsExactly(Map.entry(12, "stand"));
        assertThat(AvaLists.classes(write("map.txt", "1: bend/bow (at the waist)", "12: stand")))
            .containsExactly(Map.entry(1, "bend/bow (at the waist)"), Map.entry(12, "stand"));
        assertThatIOException().isThrownBy(() -> AvaLists.classes(write("empty.pbtxt", "nothing")))
            .withMessageContaining("empty.pbtxt");
    }
}
