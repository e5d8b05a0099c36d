package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

class ModelCommandTest {

    private static final List<String> CLASSES = List.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");

    @TempDir
    private static Path folder;

    private static Path model;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 7).write(folder);
        model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, CLASSES.size()),
            new VideoModel.Input(32, 64, 64, 1), CLASSES, 3), model);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void predictPrintsFiveClassesFromTheMostProbableOne() throws IOException {
        Path video = folder.resolve("test/spin_0.mp4");
        int exitCode = ModelCommand.predict(List.of(model.toString(), video.toString()), out);
        assertThat(exitCode).isZero();
        List<String> rows = printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*")).toList();
        assertThat(rows).hasSize(5).isSortedAccordingTo((a, b) -> b.substring(2, 8).compareTo(a.substring(2, 8)));
        assertThat(rows).allSatisfy(row -> assertThat(CLASSES).contains(row.substring(10)));
        assertThat(printed()).contains(video.toString(), "1 videos in");
    }

    @Test
    void predictNamesAVideoThatIsBroken() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "not a video");
        int exitCode = ModelCommand.predict(List.of(model.toString(), broken.toString()), out);
        assertThat(exitCode).isEqualTo(1);
        assertThat(printed()).contains("broken.mp4: cannot be opened as a video");
    }

    @Test
    void scorePrintsTheAccuracyThatItsFilesHave() throws IOException {
        Path scored = folder.resolve("scored");
        Path list = Files.writeString(folder.resolve("some.txt"), "test/spin_0.mp4 4\ntest/grow_0.mp4 grow\ngone.mp4 0\n");
        assertThat(ModelCommand.score(List.of(model.toString(), list.toString(), "--out", scored.toString()), out)).isZero();

        JsonNode json = new ObjectMapper().readTree(scored.resolve("scores.json").toFile());
        assertThat(json.get("classes")).hasSize(6);
        List<Boolean> right = new ArrayList<>();
        for (JsonNode video : json.get("videos")) {
            if (video.get("problem").isNull()) {
                double sum = 0;
                for (JsonNode probability : video.get("probabilities")) {
                    sum += probability.asDouble();
                }
                assertThat(sum).isBetween(0.9999, 1.0001);
                assertThat(video.get("views").asInt()).isEqualTo(30);
                right.add(video.get("prediction").equals(video.get("labels").get(0)));
            }
        }
        assertThat(right).hasSize(2);
        assertThat(printed()).contains("left out", "gone.mp4: does not exist",
            "top-1  " + (right.stream().filter(r -> r).count() / 2.0), "without 4 classes");
        assertThat(Files.readAllLines(scored.resolve("scores.csv"))).hasSize(4).element(0).asString()
            .startsWith("video,labels,prediction,views,problem,P (move_left)");
        assertThat(Files.readAllBytes(scored.resolve("scores.arrow")))
            .startsWith("ARROW1".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theSavedWorkflowOfLongVideosCoversEachVideoAndNamesBrokenOnes() throws IOException {
        Path list = Files.writeString(folder.resolve("long.txt"), "test/spin_0.mp4 0\nnowhere.mp4 0\n");
        Path project = Path.of(System.getProperty("project.root"));
        Path results = folder.resolve("long-out");
        assertThat(Main.run(project, List.of(
            project.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.LONG_VIDEOS).toString(), "--out",
            results.toString(), "--set", "Video Model Reader/file=" + model, "--set",
            "Video Dataset Reader/list_file=" + list, "--set", "Long Video Predictor/step_seconds=0.2"))).isZero();
        List<String> rows = Files.readAllLines(results.resolve("long-video-predictor-3-1.csv"));
        assertThat(rows.get(0)).isEqualTo("Row ID,Video,Start (s),End (s),Prediction,Confidence,Windows,Problem");
        assertThat(rows.get(1)).contains("spin_0.mp4,0.0,");
        // 40 frames, 25 a second
        assertThat(rows.get(rows.size() - 2)).contains("spin_0.mp4,").contains(",1.6,");
        assertThat(rows.get(rows.size() - 1)).contains("nowhere.mp4,,,,,,does not exist");
    }

    @Test
    void missingArgumentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ModelCommand.predict(List.of("model.zip"), out))
            .withMessageContaining("at least one video");
        assertThatIllegalArgumentException().isThrownBy(() -> ModelCommand.score(List.of("model.zip", "list.txt"), out))
            .withMessageContaining("--out DIR");
    }
}
