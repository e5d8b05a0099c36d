package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.spark.SparkFolder;

/** Lists that are tables, with all that they say of a video. */
@Tag("job")
class TableJobTest {

    private static final TestViews VIEWS = TestViews.THREE;

    @TempDir
    private static Path folder;

    private static Path file;
    private static VideoModel model;
    /** Stretches of 24 frames of 25 a second. */
    private static List<ListedVideo> videos;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 64, 24, 7).write(folder);
        file = Submission.model(folder);
        model = ModelFile.load(file);
        videos = List.of(video("train/spin_0.mp4", null, "a", "b"), video("train/grow_0.mp4", new Span(0.2, 0.6), "b"),
            video("test/spin_0.mp4", new Span(0.4, Double.POSITIVE_INFINITY)), video("not-there.mp4", null, "a"));
    }

    private static ListedVideo video(String name, Span span, String... labels) {
        return new ListedVideo(folder.resolve(name), labels.length == 0 ? null : labels[0], List.of(labels), span, 0, null);
    }

    private static void run(List<String> arguments) throws Exception {
        Submission done = Submission.run("local[2]", List.of("spark.ui.enabled=false"), arguments.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.printed()).isZero();
    }

    private static OneProcess alone() throws IOException {
        return OneProcess.score(model, videos, VIEWS, ScoringSettings.AUTOMATIC.withBatch(1), clip -> {});
    }

    @Test
    void labelsAndStretchesOfACsvTableAreTakenAsInOneProcess() throws Exception {
        Path table = Files.writeString(folder.resolve("table.csv"), "end,labels,path,start\n,a;b," + videos.get(0).name()
            + ",\n0.6,b," + videos.get(1).name() + ",0.2\n,," + videos.get(2).name() + ",0.4\n,a," + videos.get(3).name()
            + ",\n");
        run(List.of("score", "--model", file.toString(), "--list", table.toString(), "--table", "--views", VIEWS.name(),
            "--out", folder.resolve("csv").toString(), "--collect", folder.resolve("collected").toString()));
        alone().assertSame(folder.resolve("collected"), folder.resolve("alone"));
    }

    /** As the Spark Action Predictor has a table scored: by lines of JSON, there and back. */
    @Test
    void aSharedFolderGivesTheScoresOfOneProcess() throws Exception {
        SparkFolder shared = new SparkFolder(Files.createDirectory(folder.resolve("shared")));
        run(shared.prepare(model, videos, VIEWS));
        List<VideoScore> scores = new ArrayList<>();
        List<String> names = videos.stream().map(ListedVideo::name).toList();
        shared.read(names, (score, host) -> scores.add(score));
        OneProcess alone = alone();
        assertThat(alone.scores().get(1).probabilities()).isNotEqualTo(alone.scores().get(0).probabilities());
        assertThat(scores).usingRecursiveComparison().isEqualTo(alone.scores());
    }
}
