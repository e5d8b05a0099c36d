package org.videoaction.model.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScore;

class SparkFolderTest {

    private static final VideoModel MODEL = VideoModel.untrained(ModelZoo.entry("slow-8x8-r50").architecture(8, 2),
        new VideoModel.Input(8, 32, 32, 1), Classes.of("a", "b"), 3);

    @TempDir
    private Path folder;

    @Test
    void modelAndListAreTheSameFilesEachTime() throws IOException {
        List<ListedVideo> videos = List.of(new ListedVideo(Path.of("/videos/one \"quoted\".mp4"), "a"),
            new ListedVideo(Path.of("/videos/two.mp4"), null, List.of(), new Span(1.5, Double.POSITIVE_INFINITY), 0, null),
            new ListedVideo(Path.of("/frames"), "b", List.of("b"), null, 30, 0, null, List.of()));
        List<String> arguments = new SparkFolder(folder).prepare(MODEL, videos, TestViews.THREE);
        byte[] model = Files.readAllBytes(folder.resolve("model.zip"));
        assertThat(folder.resolve("videos.jsonl")).hasContent("""
            {"path":"/videos/one \\"quoted\\".mp4","labels":["a"]}
            {"path":"/videos/two.mp4","labels":[],"start":1.5}
            {"path":"/frames","labels":["b"],"frames":30,"offset":0}
            """);
        assertThat(new SparkFolder(folder).prepare(MODEL, videos, TestViews.THREE)).isEqualTo(arguments);
        assertThat(folder.resolve("model.zip")).hasBinaryContent(model);
        assertThat(ModelFile.load(folder.resolve("model.zip")).classes()).isEqualTo(MODEL.classes());
        assertThat(arguments).startsWith("score").containsSubsequence("--views", "THREE");
    }

    @Test
    void scoresAreReadUnderTheirNamesToTheLastBit() throws IOException {
        Files.writeString(folder.resolve("scores.jsonl"), """
            {"number":0,"video":"/v/1.mp4","labels":["a"],"prediction":"b","views":3,"probabilities":[0.1,0.9],"host":"h1"}
            {"number":1,"video":"/v/2.mp4","labels":[],"views":0,"problem":"does not exist","host":"h2"}
            """);
        List<VideoScore> scores = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        new SparkFolder(folder).read(List.of("one", "two"), (score, host) -> {
            scores.add(score);
            hosts.add(host);
        });
        assertThat(scores).extracting(VideoScore::video).containsExactly("one", "two");
        assertThat(scores.get(0).probabilities()).containsExactly(0.1f, 0.9f);
        assertThat(scores.get(0).labels()).containsExactly("a");
        assertThat(scores.get(1).problem()).isEqualTo("does not exist");
        assertThat(scores.get(1).probabilities()).isNull();
        assertThat(hosts).containsExactly("h1", "h2");
    }

    @Test
    void scoresOfFewerOrMoreVideosAreRefused() throws IOException {
        Files.writeString(folder.resolve("scores.jsonl"), "{\"views\":0,\"problem\":\"x\",\"host\":\"h\"}\n");
        SparkFolder shared = new SparkFolder(folder);
        assertThatThrownBy(() -> shared.read(List.of("one", "two"), (score, host) -> {}))
            .hasMessageContaining("a row for each of the 2 videos");
        assertThatThrownBy(() -> shared.read(List.of(), (score, host) -> {})).hasMessageContaining("of the 0 videos");
    }
}
