package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    void rowsOfATableSayWhatTheVideosHold() throws Exception {
        new MotionVideos(1, 1, 7).write(folder);
        Path video = folder.resolve("test/spin_0.mp4");
        Path table = Files.writeString(folder.resolve("videos.csv"), "name,path\nfirst,\"" + video + "\"\nsecond,"
            + folder.resolve("not-there.mp4") + "\n");
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
