package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.generated.MotionVideos;

@Tag("job")
class ProbeJobTest {

    @TempDir
    private Path folder;

    @Test
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
    void rowsOfATableSayWhatTheVideosHold() throws Exception {
        new MotionVideos(1, 1, 7).write(folder);
        Path video = folder.resolve("test/spin_0.mp4");
        Path table = Files.writeString(folder.resolve("videos.csv"), "name,path\nfirst,\"" + video + "\"\nsecond,"
            + "not-there.mp4\n");
        Path lines = folder.resolve("lines.jsonl");
        Submission done = Submission.run("local[2]", List.of("spark.ui.enabled=false"), "probe", "--list", table.toString(),
            "--table", "--out", folder.resolve("out").toString(), "--lines", lines.toString());
        assertThat(done.exitCode()).as(done.printed()).isZero();

        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(lines)) {
            rows.add(new ObjectMapper().readTree(line));
        }
        assertThat(rows).extracting(row -> row.path("video").asText()).containsExactly(video.toString(),
            folder.resolve("not-there.mp4").toString());
        VideoInfo info = new VideoProbe(VideoLimits.DEFAULT).scan(video).info();
        JsonNode first = rows.get(0);
        assertThat(List.of(first.path("width").asInt(), first.path("height").asInt(), first.path("frames").asInt()))
            .containsExactly(info.width(), info.height(), info.frames());
        assertThat(first.path("status").asText()).isEqualTo("ok");
        assertThat(first.path("codec").asText()).isEqualTo(info.codec());
        assertThat(rows.get(1).path("status").asText()).isEqualTo("failed");
        assertThat(rows.get(1).path("problem").asText()).contains("does not exist");
    }
}
