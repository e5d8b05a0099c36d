package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;

/** The example workflow, as a user of the command line meets it, on a small set of videos. */
class TrainScoreEvaluateTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOW = PROJECT.resolve(ExampleWorkflows.FOLDER)
        .resolve(ExampleWorkflows.TRAIN_SCORE_EVALUATE);

    @TempDir
    private static Path videos;

    @TempDir
    private Path out;

    /** What a run printed and how it ended. */
    private record Ran(int exitCode, String printed, String errors) {}

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(2, 1, 7).write(videos);
    }

    private static Ran run(List<String> arguments) {
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Main.run(PROJECT, arguments);
            return new Ran(exitCode, printed.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    /** The workflow on the small videos, one epoch of a thin network. */
    private List<String> arguments(Path list, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(WORKFLOW.toString(), "--out", out.toString()));
        for (String setting : List.of("Video Dataset Reader (train)/list_file=" + list,
            "Video Dataset Reader (train)/class_file=" + videos.resolve("classes.txt"),
            "Video Dataset Reader (test)/list_file=" + videos.resolve("test.txt"),
            "Video Dataset Reader (test)/class_file=" + videos.resolve("classes.txt"),
            "SlowFast Learner/width=8", "SlowFast Learner/training/warm_up_epochs=0",
            "SlowFast Learner/training/epochs=1")) {
            arguments.addAll(List.of("--set", setting));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments;
    }

    @Test
    void trainsScoresAndEvaluates() throws IOException {
        Ran ran = run(arguments(videos.resolve("train.txt")));
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.printed()).contains("SlowFast Learner (#5): executed in", "Top-1", "Confusion matrix",
            "Results: " + out);
        JsonNode metrics = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
        assertThat(metrics.get("test_videos").asInt()).isEqualTo(6);
        for (String fraction : List.of("top_1", "top_5", "mean_class_accuracy")) {
            assertThat(metrics.get(fraction).asDouble()).isBetween(0.0, 1.0);
        }
        assertThat(metrics.get("train_seconds").asDouble()).isPositive();
        VideoModel model = ModelFile.load(out.resolve("slowfast-learner-5-1.model.zip"));
        assertThat(model.classes().names()).containsExactly("move_left", "move_right", "move_up", "move_down", "spin",
            "grow");
        assertThat(model.history()).hasSize(1);
        List<String> predictions = Files.readAllLines(out.resolve("action-predictor-6-1.csv"));
        assertThat(predictions.get(0)).startsWith("Row ID,Path,Label,Prediction,Confidence,Views,P (Label=move_left)");
        assertThat(predictions).hasSize(1 + 6);
        assertThat(out.resolve("action-scorer-7-3.csv")).isNotEmptyFile();
        assertViewsShow(metrics, model);
    }

    /** The views are pages with the same results inside. */
    private void assertViewsShow(JsonNode metrics, VideoModel model) throws IOException {
        assertThat(view("slowfast-learner-5").at("/epochs/0/loss").asDouble()).isEqualTo(model.history().get(0).loss());
        assertThat(view("frame-sampler-train").path("tiles")).hasSize(12);
        JsonNode scored = view("action-scorer-7");
        assertThat(scored.path("top1")).isEqualTo(metrics.path("top_1"));
        assertThat(scored.path("classes")).extracting(JsonNode::asText).isEqualTo(model.classes().names());
        JsonNode predicted = view("action-predictor-6");
        assertThat(predicted.path("rows")).hasSize(6);
        assertThat(predicted.path("pictures")).hasSize(6);
    }

    private JsonNode view(String node) throws IOException {
        Matcher data = Pattern.compile("id=\"initial-data\">(.*?)</script>")
            .matcher(Files.readString(out.resolve("views").resolve(node + ".html")));
        assertThat(data.find()).isTrue();
        return new ObjectMapper().readTree(data.group(1));
    }

    @Test
    void trainsACsnInItsPlace() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments(videos.resolve("train.txt")).forEach(argument -> arguments.add(argument.replace("SlowFast", "CSN")));
        arguments.set(0, WORKFLOW.resolveSibling(ExampleWorkflows.TRAIN_CSN).toString());
        Ran ran = run(arguments);
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        VideoModel model = ModelFile.load(out.resolve("csn-learner-5-1.model.zip"));
        assertThat(model.architecture().displayName()).isEqualTo("ir-CSN-50, width 8");
    }

    @Test
    void aVideoThatCannotBeDecodedIsLeftOutAndNamed() throws IOException {
        Path list = Files.copy(videos.resolve("train.txt"), videos.resolve("broken.txt"));
        Files.writeString(videos.resolve("broken.mp4"), "not a video");
        Files.writeString(list, "broken.mp4 3\nmissing.mp4 2\n", StandardOpenOption.APPEND);
        Ran ran = run(arguments(list));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.printed()).contains("warning: 2 of 14 videos cannot be decoded and are left out",
            "broken.mp4 (cannot be opened as a video", "missing.mp4 (does not exist)");
        assertThat(view("frame-sampler-train").at("/left/1/reason").asText()).isEqualTo("does not exist");
        List<String> sampled = Files.readAllLines(out.resolve("frame-sampler-train-2.csv"));
        assertThat(sampled.get(1)).endsWith(",1,ok,");
        assertThat(sampled.get(13)).contains("broken.mp4,move_down,0,failed,", "cannot be opened as a video");
        assertThat(sampled.get(14)).contains("missing.mp4,move_up,0,failed,does not exist");
    }

    @Test
    void accuracyOverFewerVideosThanTheListHasIsSaidAsSuch() throws IOException {
        Path list = Files.copy(videos.resolve("test.txt"), videos.resolve("lacking.txt"));
        Files.writeString(list, "nowhere.mp4 2\n", StandardOpenOption.APPEND);
        Ran ran = run(arguments(videos.resolve("train.txt"), "Video Dataset Reader (test)/list_file=" + list));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.printed()).containsPattern("Top-1 [01]\\.\\d\\d of 6 of 7 videos; 1 could not be scored");
        List<String> predictions = Files.readAllLines(out.resolve("action-predictor-6-1.csv"));
        assertThat(predictions).hasSize(1 + 7);
        assertThat(predictions.get(7)).contains("nowhere.mp4,move_up,,,,").endsWith("does not exist");
    }

    @Test
    void videosAreInspectedAndFailuresGoToTheirOwnTable() throws IOException {
        Files.writeString(videos.resolve("broken.mp4"), "not a video");
        Path list = Files.writeString(videos.resolve("inspect.txt"), "test/spin_0.mp4 4\nbroken.mp4 3\n");
        Ran ran = run(List.of(WORKFLOW.resolveSibling(ExampleWorkflows.INSPECT_VIDEOS).toString(), "--out",
            out.toString(), "--set", "Video Dataset Reader/list_file=" + list));
        assertThat(ran.exitCode()).isZero();
        assertThat(Files.readAllLines(out.resolve("video-reader-2-1.csv"))).hasSize(2).element(1).asString()
            .startsWith("Row0,").contains("spin_0.mp4,4,96,96,0,40,25.0,1.6,h264,ok,,");
        assertThat(Files.readAllLines(out.resolve("video-reader-2-2.csv"))).hasSize(2).element(1).asString()
            .startsWith("Row1,").contains("broken.mp4,3,cannot be opened as a video");
        assertThat(ran.printed()).contains("warning: 1 of 2 videos cannot be used");
    }

    @Test
    void aListFileThatIsMissingFailsWithOneClearLine() {
        Ran ran = run(arguments(videos.resolve("nowhere.txt")));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors().lines()).singleElement().asString()
            .contains("Video Dataset Reader (train)", "nowhere.txt does not exist");
    }

    @Test
    void aLabelOutsideTheClassListFailsWithItsLine() throws IOException {
        Path list = Files.writeString(videos.resolve("outside.txt"), "a.mp4 0\nb.mp4 6\n");
        Ran ran = run(arguments(list));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("outside.txt", "line 2", "label 6 is outside the 6 classes of classes.txt");
    }

    @Test
    void anEmptyListFails() throws IOException {
        Path list = Files.writeString(videos.resolve("empty.txt"), "# nothing\n");
        assertThat(run(arguments(list)).errors()).contains("empty.txt is empty");
    }

    @Test
    void wrongWiringIsRefusedBeforeAnythingIsExecuted() {
        Ran ran = run(arguments(videos.resolve("train.txt"), "Frame Sampler (test)/stride=1"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("Action Predictor (#6)", "trained on clips of stride 2", "have stride 1");
        assertThat(ran.printed()).doesNotContain("executing");
    }

    @Test
    void clipsThatDoNotFitTheNetworkAreRefused() {
        Ran ran = run(arguments(videos.resolve("train.txt"), "Frame Sampler (train)/frames=18"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("SlowFast Learner (#5)", "18 frames, which alpha = 4 does not divide");
    }

    @Test
    void aWrongNodeAndAWrongKeyAreNamed() {
        Ran node = run(arguments(videos.resolve("train.txt"), "Slow Learner/epochs=1"));
        assertThat(node.exitCode()).isEqualTo(2);
        assertThat(node.errors()).contains("Slow Learner", "SlowFast Learner");
        Ran key = run(arguments(videos.resolve("train.txt"), "SlowFast Learner/training/epoch=1"));
        assertThat(key.exitCode()).isEqualTo(2);
        assertThat(key.errors().lines()).singleElement().asString().contains("epoch", "epochs");
    }

    @Test
    void aFolderWithoutWorkflowIsNamed() {
        Ran ran = run(List.of(videos.toString(), "--out", out.toString()));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.errors().lines()).singleElement().asString().contains("workflow.knime");
    }

    @Test
    void anOutputFolderThatIsAFileIsNamed() {
        Ran ran = run(List.of(WORKFLOW.toString(), "--out", videos.resolve("train.txt").toString()));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.errors().lines()).singleElement().asString().contains("train.txt is a file; a folder is needed");
    }

    @Test
    void helpExplains() {
        Ran ran = run(List.of("--help"));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.printed()).contains("--set \"NODE/key=value\"", "--out DIR");
    }

    @Test
    void helpNamesWhateverElseRunKnows() throws IOException {
        List<String> known = Files.readAllLines(PROJECT.resolve("run")).stream().filter(line -> line.contains(") module="))
            .flatMap(line -> Stream.of(line.strip().split("\\).*", 2)[0].split(" \\| "))).filter(name -> !name.equals("*"))
            .toList();
        assertThat(known).contains("predict", "bench");
        assertThat(run(List.of("--help")).printed().split("[^a-z-]+")).containsAll(known);
    }

    @Test
    void samplingStopsWhenItIsCancelled() throws Exception {
        assertThat(cancelled(3, "")).isEqualTo(NodeState.CANCELED);
    }

    @Test
    void trainingStopsWhenItIsCancelled() throws Exception {
        assertThat(cancelled(5, "epoch 1 ", "SlowFast Learner/training/epochs=1000")).isEqualTo(NodeState.CANCELED);
    }

    @Test
    void scoringStopsWhenItIsCancelled() throws Exception {
        assertThat(cancelled(6, "1 of ", "Action Predictor/batch_size=1")).isEqualTo(NodeState.CANCELED);
    }

    /** Cancels when a node's progress starts with {@code message}; gives that node's state after the run. */
    private NodeState cancelled(int nodeId, String message, String... settings) throws Exception {
        try (WorkflowRunner runner = WorkflowRunner.load(WORKFLOW)) {
            for (RunCommand.Setting setting : RunCommand.parse(arguments(videos.resolve("train.txt"), settings))
                .settings()) {
                runner.set(setting.node(), setting.key(), setting.value());
            }
            RunResult result = runner.run(new WorkflowListener() {
                @Override
                public void progressChanged(NodeRun node, double fraction, String progress) {
                    if (node.id() == nodeId && progress != null && progress.startsWith(message)) {
                        runner.cancel();
                    }
                }
            });
            assertThat(result.canceled()).isTrue();
            return result.node(nodeId).state();
        }
    }
}
