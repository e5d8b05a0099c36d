package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViaPicturesTest {

    private static final String HEADER = "filename,file_size,file_attributes,region_count,region_id,"
        + "region_shape_attributes,region_attributes\n";

    @TempDir
    private Path folder;

    private void picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
    }

    private BoxList read(String text, double fps) throws IOException {
        return BoxFormat.VIA.read(new BoxSource(Files.writeString(folder.resolve("via"), text), folder, null, "", fps));
    }

    private static String line(String picture, String shape, String attributes) {
        return picture + ",9,\"{}\",1,0,\"" + shape.replace("\"", "\"\"") + "\",\"" + attributes.replace("\"", "\"\"")
            + "\"\n";
    }

    private static String rectangle(int x, int y, int width, int height) {
        return "{\"name\":\"rect\",\"x\":" + x + ",\"y\":" + y + ",\"width\":" + width + ",\"height\":" + height + "}";
    }

    @Test
    void linesAreBoxesInTheirFrames() throws Exception {
        picture("walk_000011.jpg");
        BoxList list = read(HEADER + line("walk_000011.jpg", rectangle(8, 4, 40, 20), "{\"action\":\"run\"}")
            + line("walk_000012.jpg", "{}", "{}") + line("walk_000011.jpg", "{\"name\":\"circle\",\"cx\":1}", "{}"), 10);

        assertThat(list.boxes()).containsExactly(
            new ListedBox(new AvaBox("walk", 1, 0.1, 0.1, 0.6, 0.6, List.of("run"), -1, 1), folder.resolve("walk.mp4"), 1,
                null));
        assertThat(list.remarks()).singleElement().asString().endsWith("passed over: 1.");
    }

    @Test
    void projectsAreReadAsTheirExports() throws Exception {
        picture("walk_3.jpg");
        String pictures = "{\"walk_3.jpg9\": {\"filename\": \"walk_3.jpg\", \"size\": 9, \"file_attributes\": {}, \"regions\": ["
            + "{\"shape_attributes\": " + rectangle(0, 0, 80, 40)
            + ", \"region_attributes\": {\"action\": {\"run\": true, \"sit\": false, \"wave\": true}}}]}}";

        for (String text : List.of(pictures,
            "{\"_via_settings\": {\"ui\": {}}, \"_via_img_metadata\": " + pictures + ", \"_via_attributes\": {}}")) {
            assertThat(read(text, 10).boxes()).extracting(ListedBox::box)
                .containsExactly(new AvaBox("walk", 0.2, 0, 0, 1, 1, List.of("run", "wave"), -1, 1));
        }
    }

    @Test
    void framesMayBeNumberedFromZero() throws Exception {
        picture("walk_0.jpg");
        picture("walk_5.jpg");
        assertThat(
            read(line("walk_5.jpg", rectangle(0, 0, 8, 4), "{}") + line("walk_0.jpg", rectangle(0, 0, 8, 4), "{}"), 10)
                .boxes())
            .extracting(ListedBox::seconds).containsExactly(0.0, 0.5);
    }

    @Test
    void aFolderOfFramesIsTheVideo() throws Exception {
        for (int frame = 1; frame < 4; frame++) {
            picture(String.format("walk/img_%05d.jpg", frame));
        }
        String text = line("walk/img_00003.jpg", rectangle(0, 0, 8, 4), "{}");

        assertThat(read(text, 10).boxes()).singleElement().satisfies(box -> {
            assertThat(box.video()).isEqualTo(folder.resolve("walk"));
            assertThat(box.seconds()).isEqualTo(0.2, within(1e-12));
        });
        assertThatIOException().isThrownBy(() -> read(text, 0)).withMessageContaining("Set the frames a second");
    }

    @Test
    void wrongLinesAreReported() throws Exception {
        picture("walk_1.jpg");
        assertThatIOException().isThrownBy(() -> read(HEADER + line("walk.jpg", rectangle(0, 0, 8, 4), "{}")
            + line("walk_1.jpg", rectangle(0, 0, 90, 4), "{}") + line("walk_1.jpg", "[", "{}") + "walk_1.jpg,9\n", 10))
            .withMessageContaining("line 2: the picture \"walk.jpg\" is not called as a frame")
            .withMessageContaining("line 4: \"[\" is not a shape").withMessageContaining("line 5: ")
            .withMessageContaining("line 3: in walk_1.jpg: the box");
    }
}
