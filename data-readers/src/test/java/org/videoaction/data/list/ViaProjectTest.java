package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.sampling.Span;
import org.videoaction.generated.VideoFile;

class ViaProjectTest {

    @TempDir
    private Path folder;

    private Path project(String... metadata) throws IOException {
        return Files.writeString(folder.resolve("project.json"), """
            {"project":{"pid":"__VIA_PROJECT_ID__","pname":"p","data_format_version":"3.1.1","vid_list":["1","2"]},
            "config":{"file":{"loc_prefix":{"1":"","2":"","3":"","4":""}},"ui":{}},
            "attribute":{"1":{"aname":"Activity","anchor_id":"FILE1_Z2_XY0","type":4,"desc":"",
              "options":{"1":"Break Egg","2":"Pour Liquid"},"default_option_id":""},
              "2":{"aname":"Object","anchor_id":"FILE1_Z1_XY1","type":1,"desc":"","options":{},"default_option_id":""},
              "3":{"aname":"Moves","anchor_id":"FILE1_Z1_XY1","type":2,"desc":"","options":{"0":"walk","1":"wave"},
              "default_option_id":""}},
            "file":{"1":{"fid":1,"fname":"cook.mp4","type":4,"loc":1,"src":""},
              "2":{"fid":2,"fname":"https://example.org/videos/tea.webm","type":4,"loc":2,"src":""}},
            "metadata":{
            %s},
            "view":{"1":{"fid_list":[1]},"2":{"fid_list":[2]}}}
            """.formatted(String.join(",\n", metadata)));
    }

    private static String marked(String id, int view, String times, String shape, String values) {
        return "\"" + id + "\":{\"vid\":\"" + view + "\",\"flg\":0,\"z\":" + times + ",\"xy\":" + shape + ",\"av\":" + values
            + "}";
    }

    private DatasetList segments(String... metadata) throws IOException {
        return DatasetList.read(ListFormat.VIA_SEGMENTS, project(metadata), null, null);
    }

    private BoxList boxes(String attribute, String... metadata) throws IOException {
        return BoxFormat.VIA.read(new BoxSource(project(metadata), folder, null, attribute, 0));
    }

    private void writeVideo() throws IOException {
        VideoFile.write(folder.resolve("cook.mp4"), 80, 40, 5, 25, (canvas, frame) -> canvas.fillRect(frame, 0, 9, 9));
    }

    @Test
    void segmentsAreRowsWithTheirValues() throws Exception {
        DatasetList list = segments(marked("1_a", 1, "[2.5,4]", "[]", "{\"1\":\"2\"}"),
            marked("2_b", 2, "[0,11.6]", "[]", "{\"1\":\"1\"}"), marked("2_c", 2, "[3,4]", "[]", "{\"3\":\"0,1\"}"),
            marked("2_d", 2, "[3,4]", "[]", "{}"), marked("1_e", 1, "[1]", "[2,0,0,8,8]", "{\"2\":\"egg\"}"));

        assertThat(list.videos()).containsExactly(
            new ListedVideo(folder.resolve("cook.mp4"), "Pour Liquid", List.of("Pour Liquid"), new Span(2.5, 4), 0, null),
            new ListedVideo(folder.resolve("tea.webm"), "Break Egg", List.of("Break Egg"), new Span(0, 11.6), 0, null),
            new ListedVideo(folder.resolve("tea.webm"), "walk", List.of("walk", "wave"), new Span(3, 4), 0, null));
        assertThat(list.remarks()).containsExactly("What is marked in single frames is passed over: 1.",
            "Segments without a value are passed over: 1.");
    }

    @Test
    void rectanglesInFramesAreBoxes() throws Exception {
        writeVideo();
        BoxList list = boxes("", marked("1_a", 1, "[0.12]", "[2,8,4,40,20]", "{\"2\":\"egg\"}"),
            marked("1_b", 1, "[0.04]", "[2,0,0,80,40]", "{\"3\":\"0,1\"}"),
            marked("1_c", 1, "[0.04]", "[5,0,0,80,40]", "{}"), marked("1_d", 1, "[0,1]", "[]", "{\"1\":\"2\"}"));

        assertThat(list.boxes()).containsExactly(
            new ListedBox(new AvaBox("cook.mp4", 0.04, 0, 0, 1, 1, List.of("walk", "wave"), -1, 1),
                folder.resolve("cook.mp4"), 0.04, null),
            new ListedBox(new AvaBox("cook.mp4", 0.12, 0.1, 0.1, 0.6, 0.6, List.of("egg"), -1, 1),
                folder.resolve("cook.mp4"), 0.12, null));
        assertThat(list.remarks())
            .containsExactly("Marked segments, pictures and other shapes than rectangles are passed over: 2.");
    }

    @Test
    void theActionIsTheNamedAttribute() throws Exception {
        writeVideo();
        assertThat(boxes("Moves", marked("1_a", 1, "[0]", "[2,8,4,40,20]", "{\"2\":\"egg\",\"3\":\"1\"}")).boxes())
            .extracting(box -> box.box().labels()).containsExactly(List.of("wave"));
    }

    @Test
    void whatIsWrongIsReportedWithItsPlace() throws Exception {
        writeVideo();
        assertThatIOException().isThrownBy(() -> segments(marked("1_a", 1, "[4,2]", "[]", "{\"1\":\"1\"}"),
            marked("1_b", 1, "[-1,2]", "[]", "{\"1\":\"1\"}"), marked("1_c", 9, "[1,2]", "[]", "{\"1\":\"1\"}")))
            .withMessageContaining("in metadata 1_a: it ends at 2.0 s").withMessageContaining("line 12: in metadata 1_b")
            .withMessageContaining("in metadata 1_c: there is no path");
        assertThatIOException().isThrownBy(() -> boxes("", marked("1_a", 1, "[0]", "[2,8,4,80,20]", "{}")))
            .withMessageContaining("line 11: in metadata 1_a: the box").withMessageContaining("within the frame");
    }

    @Test
    void aVideoThatIsNeededIsNamed() {
        assertThatIOException().isThrownBy(() -> boxes("", marked("1_a", 1, "[0]", "[2,8,4,40,20]", "{}")))
            .withMessageContaining("cook.mp4").withMessageContaining("is not there");
    }

    @Test
    void filesOfAnotherKindAreRefused() throws Exception {
        for (String text : List.of("{}", "[]", "{", "{\"metadata\": {}, \"view\": {}, \"file\": {}}")) {
            Path file = Files.writeString(folder.resolve("other.json"), text);
            assertThatIOException().as(text)
                .isThrownBy(() -> DatasetList.read(ListFormat.VIA_SEGMENTS, file, null, null))
                .withMessageContaining("other.json");
            assertThatIOException().as(text)
                .isThrownBy(() -> BoxFormat.VIA.read(new BoxSource(file, folder, null, "", 0)))
                .withMessageContaining("other.json");
        }
    }
}
