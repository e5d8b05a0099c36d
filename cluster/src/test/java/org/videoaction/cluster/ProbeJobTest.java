package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.generated.MotionVideos;

@Tag("job")
class ProbeJobTest {

    @TempDir
    private Path folder;

    @Test
    @Tag("cluster")
    void aFolderOfArrowFilesIsATableInTheOrderOfTheirNames() throws Exception {
        new MotionVideos(1, 1, 7).write(folder);
        Path table = Files.createDirectories(folder.resolve("videos.arrow"));
        write(table.resolve("2.arrow"), "test/spin_0.mp4");
        write(table.resolve("1.arrow"), "test/grow_0.mp4", "train/spin_0.mp4");
        Path lines = folder.resolve("lines.jsonl");
        Submission done = Submission.run("local[2]", List.of("spark.ui.enabled=false"), "probe", "--list", table.toString(),
            "--table", "--path-column", "file", "--videos", folder.toString(), "--out", folder.resolve("out").toString(),
            "--lines", lines.toString());
        assertThat(done.exitCode()).as(done.printed()).isZero();
        List<String> rows = Files.readAllLines(lines);
        assertThat(rows).hasSize(3).allMatch(row -> row.contains("\"status\":\"ok\""));
        assertThat(rows.get(0)).contains("test/grow_0.mp4");
        assertThat(rows.get(1)).contains("train/spin_0.mp4");
        assertThat(rows.get(2)).contains("test/spin_0.mp4");
    }

    private static void write(Path file, String... paths) throws IOException {
        try (VarCharVector column = new VarCharVector("file", new RootAllocator());
            FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            VectorSchemaRoot rows = VectorSchemaRoot.of(column);
            ArrowFileWriter writer = new ArrowFileWriter(rows, null, out)) {
            column.allocateNew();
            for (int row = 0; row < paths.length; row++) {
                column.setSafe(row, paths[row].getBytes(StandardCharsets.UTF_8));
            }
            rows.setRowCount(paths.length);
            writer.writeBatch();
            writer.end();
        }
    }

    @Test
    @Tag("cluster")
    void rowsOfATableSayWhatTheVideosHold() throws Exception {
        new MotionVideos(1, 1, 7).write(folder);
        Path video = folder.resolve("test/spin_0.mp4");
        Path table = Files.writeString(folder.resolve("videos.csv"), "name,path\nfirst,\"" + video + "\"\nsecond,"
            + "not-there.mp4\n");
        List<JsonNode> rows = probed(table);
        assertThat(rows).extracting(row -> row.path("video").asText()).containsExactly(video.toString(),
            folder.resolve("not-there.mp4").toString());
        assertRow(rows.get(0), 96, 96, 0, 40, "h264");
        assertThat(rows.get(0).path("fps").asDouble()).isEqualTo(25);
        assertThat(rows.get(0).path("seconds").asDouble()).isCloseTo(40 / 25.0, within(1e-9));
        assertThat(rows.get(1).path("status").asText()).isEqualTo("failed");
        assertThat(rows.get(1).path("problem").asText()).contains("does not exist");
    }

    /** As the Video Reader has it: what a player shows, no rate where there is none, and of a folder the frames that are meant. */
    @Test
    void sizesAreThoseOfUprightFramesOfSquarePixels() throws Exception {
        Path edge = Path.of(System.getProperty("videos.edge"));
        Path frames = Files.createDirectories(folder.resolve("frames"));
        for (int i = 1; i <= 3; i++) {
            ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "png",
                frames.resolve("img_0000" + i + ".png").toFile());
        }
        List<JsonNode> rows = probed(Files.writeString(folder.resolve("videos.csv"), "path,frames,offset\n"
            + edge.resolve("rot90.mp4") + ",,\n" + edge.resolve("sar_16_9.mp4") + ",,\n" + frames + ",,\n" + frames
            + ",2,1\n" + frames + ",5,\n"));
        assertRow(rows.get(0), 240, 320, 90, 60, "h264");
        assertRow(rows.get(1), 320, 240, 0, 25, "h264");
        assertRow(rows.get(2), 48, 32, 0, 3, "png");
        assertThat(rows.get(2).hasNonNull("fps")).isFalse();
        assertThat(rows.get(2).hasNonNull("seconds")).isFalse();
        assertRow(rows.get(3), 48, 32, 0, 2, "png");
        assertThat(rows.get(4).path("status").asText()).isEqualTo("partial");
    }

    private List<JsonNode> probed(Path table) throws Exception {
        Path lines = folder.resolve("lines.jsonl");
        Submission done = Submission.run("local[2]", List.of("spark.ui.enabled=false"), "probe", "--list", table.toString(),
            "--table", "--out", folder.resolve("out").toString(), "--lines", lines.toString());
        assertThat(done.exitCode()).as(done.printed()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(lines)) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    private static void assertRow(JsonNode row, int width, int height, int rotation, int frames, String codec) {
        assertThat(List.of(row.path("width").asInt(), row.path("height").asInt(), row.path("rotation").asInt(),
            row.path("frames").asInt())).containsExactly(width, height, rotation, frames);
        assertThat(row.path("codec").asText()).isEqualTo(codec);
        assertThat(row.path("status").asText()).isEqualTo("ok");
    }
}
