package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.generated.VideoFile;

class CvatFileTest {

    @TempDir
    private Path folder;

    private BoxSource source(String xml, String attribute, double fps) throws IOException {
        return new BoxSource(Files.writeString(folder.resolve("annotations.xml"), xml), folder, null, attribute, fps);
    }

    private List<ListedBox> read(String xml) throws IOException {
        return BoxFormat.CVAT.read(source(xml, "", 10)).boxes();
    }

    /** As CVAT writes it for a task of 200 x 100 pixels. */
    private static String annotations(String filter, String... tracks) {
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <annotations>
              <version>1.1</version>
              <meta>
                <task>
                  <id>7</id>
                  <name>my task</name>
                  <size>100</size>
                  <mode>interpolation</mode>
                  <start_frame>0</start_frame>
                  <stop_frame>99</stop_frame>
                  <frame_filter>%s</frame_filter>
                  <segments><segment><id>3</id><start>0</start><stop>99</stop></segment></segments>
                  <owner><username>me</username><email></email></owner>
                  <labels><label><name>person</name><type>rectangle</type></label></labels>
                  <original_size><width>200</width><height>100</height></original_size>
                  <source>walk.mp4</source>
                </task>
                <dumped>2024-05-06 07:08:09.000000+00:00</dumped>
              </meta>
              %s
            </annotations>
            """.formatted(filter, String.join("\n  ", tracks));
    }

    private static String track(int id, String... boxes) {
        return "<track id=\"" + id + "\" label=\"person\" source=\"manual\">" + String.join("", boxes) + "</track>";
    }

    private static String box(int frame, int outside, double x1, double y1, double x2, double y2, String... attributes) {
        StringBuilder box = new StringBuilder("<box frame=\"" + frame + "\" keyframe=\"1\" outside=\"" + outside
            + "\" occluded=\"0\" xtl=\"" + x1 + "\" ytl=\"" + y1 + "\" xbr=\"" + x2 + "\" ybr=\"" + y2
            + "\" z_order=\"0\">");
        for (String attribute : attributes) {
            String[] parts = attribute.split("=");
            box.append("<attribute name=\"" + parts[0] + "\">" + parts[1] + "</attribute>");
        }
        return box + "</box>";
    }

    @Test
    void boxesAreSharesOfTheFrameAndTracksArePersons() throws Exception {
        assertThat(read(annotations("", track(0, box(0, 0, 20, 10, 60, 90), box(1, 1, 20, 10, 60, 90)),
            track(1, box(0, 0, 100, 0, 200, 100, "action=wave"), box(1, 1, 100, 0, 200, 100, "action=wave")))))
            .containsExactly(
                new ListedBox(new AvaBox("walk.mp4", 0, 0.1, 0.1, 0.3, 0.9, List.of("person"), 0, 1),
                    folder.resolve("walk.mp4"), 0, null),
                new ListedBox(new AvaBox("walk.mp4", 0, 0.5, 0, 1, 1, List.of("wave"), 1, 1), folder.resolve("walk.mp4"), 0,
                    null));
    }

    @Test
    void betweenMarksBoxesMoveEvenlyUntilThePersonIsOutside() throws Exception {
        List<ListedBox> boxes = read(annotations("", track(0, box(2, 0, 0, 0, 40, 40), box(6, 0, 80, 20, 120, 60),
            box(7, 1, 80, 20, 120, 60), box(9, 0, 0, 0, 40, 40))));

        assertThat(boxes).extracting(ListedBox::seconds).containsExactly(0.2, 0.3, 0.4, 0.5, 0.6, 0.9);
        assertThat(boxes.get(1).box().x1()).isEqualTo(0.1, within(1e-12));
        assertThat(boxes.get(1).box().y2()).isEqualTo(0.45, within(1e-12));
    }

    @Test
    void aTaskWithEveryFifthFrameHasNoBoxesBetween() throws Exception {
        assertThat(read(annotations("step=5", track(0, box(0, 0, 0, 0, 40, 40), box(10, 0, 80, 20, 120, 60)))))
            .extracting(ListedBox::seconds).containsExactly(0.0, 0.5, 1.0);
    }

    @Test
    void theActionIsTheNamedAttribute() throws Exception {
        String xml = annotations("", track(0, box(0, 0, 0, 0, 40, 40, "age=old", "action=run"),
            box(1, 0, 0, 0, 40, 40, "age=old", "action=__undefined__")));

        assertThat(read(xml)).extracting(box -> box.box().labels()).containsExactly(List.of("old"), List.of("old"));
        assertThat(BoxFormat.CVAT.read(source(xml, "action", 10)).boxes()).extracting(box -> box.box().labels())
            .containsExactly(List.of("run"), List.of());
        assertThatIOException().isThrownBy(() -> BoxFormat.CVAT.read(source(xml, "deed", 10)))
            .withMessageContaining("no attribute deed").withMessageContaining("action, age");
    }

    @Test
    void aTickedAttributeIsTheActionOfItsName() throws Exception {
        String xml = annotations("", track(0, box(0, 0, 0, 0, 40, 40, "runs=true"), box(1, 0, 0, 0, 40, 40, "runs=false")));
        assertThat(read(xml)).extracting(box -> box.box().labels()).containsExactly(List.of("runs"), List.of());
    }

    @Test
    void aTurnedBoxIsTheUprightOneRoundIt() throws Exception {
        String box = box(0, 0, 80, 40, 120, 60).replace("z_order", "rotation=\"90.00\" z_order");
        AvaBox upright = read(annotations("", track(0, box))).get(0).box();

        assertThat(new double[] {upright.x1() * 200, upright.y1() * 100, upright.x2() * 200, upright.y2() * 100})
            .containsExactly(new double[] {90, 30, 110, 70}, within(1e-9));
    }

    @Test
    void timesAreThoseOfTheVideosOwnFrames() throws Exception {
        VideoFile.write(folder.resolve("walk.mp4"), 64, 32, 10, 25, (canvas, frame) -> canvas.fillRect(frame, 0, 9, 9));
        String xml = annotations("", track(0, box(4, 0, 0, 0, 40, 40), box(5, 1, 0, 0, 40, 40)));

        assertThat(BoxFormat.CVAT.read(source(xml, "", 0)).boxes()).singleElement()
            .satisfies(box -> assertThat(box.seconds()).isEqualTo(4 / 25.0, within(1e-6)));
        assertThatIOException()
            .isThrownBy(() -> BoxFormat.CVAT.read(source(annotations("", track(0, box(10, 0, 0, 0, 40, 40))), "", 0)))
            .withMessageContaining("frame 10").withMessageContaining("has 10 frames");
    }

    @Test
    void aVideoThatIsNotThereIsNamed() {
        assertThatIOException()
            .isThrownBy(() -> BoxFormat.CVAT.read(source(annotations("", track(0, box(0, 0, 0, 0, 40, 40))), "", 0)))
            .withMessageContaining("walk.mp4").withMessageContaining("frames a second");
    }

    @Test
    void otherShapesAreCounted() throws Exception {
        BoxSource source = source(annotations("", track(0, box(0, 0, 0, 0, 40, 40)),
            track(1, "<polygon frame=\"0\" outside=\"0\" points=\"1,2;3,4;5,6\"></polygon>")), "", 10);

        assertThat(BoxFormat.CVAT.read(source).remarks()).containsExactly("Shapes that are no boxes are passed over: 1.");
    }

    @Test
    void wrongBoxesAreReportedWithTheirLines() {
        assertThatIOException().isThrownBy(() -> read(annotations("", track(0, box(0, 0, 40, 0, 20, 40)),
            track(1, box(0, 0, 0, 0, 240, 40)), track(2, box(0, 0, 0, 0, 20, 40).replace("ybr", "bottom")))))
            .withMessageContaining("line 23: \"\" is not a number for ybr");
        assertThatIOException().isThrownBy(
            () -> read(annotations("", track(0, box(0, 0, 40, 0, 20, 40)), track(1, box(3, 0, 0, 0, 240, 40)))))
            .withMessageContaining("line 21: frame 0: the box").withMessageContaining("has no area")
            .withMessageContaining("line 22: frame 3: the box").withMessageContaining("within the frame");
    }

    @Test
    void filesThatNameOthersAreRefused() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        String entity = "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        String xml = annotations("", track(0, box(0, 0, 0, 0, 40, 40, "action=&x;")));

        for (String text : List.of(xml.replace("<annotations>", entity + "<annotations>"), xml,
            xml.replace("&x;", "").replace("<annotations>",
                "<!DOCTYPE annotations SYSTEM \"" + secret.toUri() + "\"><annotations>"))) {
            assertThatIOException().as(text).isThrownBy(() -> read(text)).withMessageContaining("annotations.xml");
        }
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        assertThatIOException().isThrownBy(() -> read("{}")).withMessageContaining("is not XML");
        assertThatIOException().isThrownBy(() -> read("<annotations><track")).withMessageContaining("is not XML");
        assertThatIOException().isThrownBy(() -> read("<a/>")).withMessageContaining("has no track");
        assertThatIOException()
            .isThrownBy(() -> read("<annotations><image id=\"0\" name=\"a.jpg\" width=\"9\" height=\"9\"/></annotations>"))
            .withMessageContaining("CVAT for images").withMessageContaining("CVAT for video 1.1");
    }
}
