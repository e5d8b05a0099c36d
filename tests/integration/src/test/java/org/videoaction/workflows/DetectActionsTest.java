package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.generated.ActionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.learn.CsnLearnerNodeFactory;
import org.videoaction.knime.learn.X3dLearnerNodeFactory;
import org.videoaction.knime.score.ActionDetectorNodeFactory;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Regions;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** The example workflow that detects what shapes do in their boxes. */
class DetectActionsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOW = PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.DETECT_ACTIONS);
    private static final int TRAIN = 48;
    private static final int TEST = 20;
    private static final String[] SHORT = {"SlowFast Learner/training/epochs=1",
        "SlowFast Learner/training/warm_up_epochs=0",
        "SlowFast Learner/training/batch_size=4"};

    @TempDir
    private static Path videos;

    @TempDir
    private Path out;

    /** What a run printed and how it ended. */
    private record Ran(int exitCode, String printed, String errors) {}

    @BeforeAll
    static void generateVideos() throws IOException {
        new ActionVideos(TRAIN, TEST, 1).write(videos);
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

    private List<String> arguments(Path train, Path test, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(WORKFLOW.toString(), "--out", out.toString()));
        for (String setting : List.of("Video Dataset Reader (train)/list_file=" + train,
            "Video Dataset Reader (train)/class_file=" + videos.resolve("actions.pbtxt"),
            "Video Dataset Reader (test)/list_file=" + test,
            "Video Dataset Reader (test)/class_file=" + videos.resolve("actions.pbtxt"),
            "Video Annotator/target/folder=" + out.resolve("annotated"))) {
            arguments.addAll(List.of("--set", setting));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments;
    }

    /** The first lines of a list, with which nothing takes long. */
    private Path few(String part, int lines) throws IOException {
        return Files.write(videos.resolve(part + "_few_" + lines + ".csv"),
            Files.readAllLines(videos.resolve(part + ".csv")).subList(0, lines));
    }

    @Test
    void learnsWhatHappensInBoxes() throws IOException {
        Ran ran = run(arguments(videos.resolve("train.csv"), videos.resolve("test.csv")));
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        String[] summary = Files.readAllLines(out.resolve("detection-scorer-6-1.csv")).get(1).split(",");
        assertThat(Double.parseDouble(summary[1])).as("frame-mAP").isGreaterThanOrEqualTo(0.9);
        List<String> detections = Files.readAllLines(out.resolve("action-detector-5-1.csv"));
        assertThat(detections.get(0)).isEqualTo("Row ID,Path,Time (s),X1,Y1,X2,Y2,Person,Labels,P (Label=move),"
            + "P (Label=shine),P (Label=stand),P (Label=turn),Problem");
        assertThat(new ObjectMapper().readTree(out.resolve("metrics.json").toFile()).get("frame_map").asDouble())
            .isEqualTo(Double.parseDouble(summary[1]));
        assertThat(ran.printed()).contains("Frame-mAP");
        // two shapes at three key frames of each video
        assertThat(detections).hasSize(1 + 6 * TEST);
        VideoInfo annotated = new VideoProbe(VideoLimits.DEFAULT).decode(out.resolve("annotated/test_0.mp4")).info();
        assertThat(List.of(annotated.codec(), annotated.width(), annotated.frames())).containsExactly("h264", 96, 40);
    }

    @Test
    void boxesOfBrokenVideosHaveTheReasonAndCountAsNotDetected() throws IOException {
        Files.writeString(videos.resolve("broken.mp4"), "not a video");
        Path train = few("train", 24);
        Path test = few("test", 6);
        Files.writeString(train, "broken,0.4,0.1,0.1,0.5,0.5,1,0\n", StandardOpenOption.APPEND);
        Files.writeString(test, "broken,0.4,0.1,0.1,0.5,0.5,1,0\ntest_0,9,0.1,0.1,0.5,0.5,2,0\n",
            StandardOpenOption.APPEND);
        Ran ran = run(arguments(train, test, SHORT));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.printed()).contains("videos cannot be decoded and are left out",
            "2 of 4 key frames cannot be read; their boxes have no probabilities");
        List<String> detections = Files.readAllLines(out.resolve("action-detector-5-1.csv"));
        assertThat(detections.get(detections.size() - 2))
            .contains("broken.mp4,0.4,0.1,0.1,0.5,0.5,0,,,,,,", "cannot be opened as a video");
        assertThat(detections.get(detections.size() - 1)).contains("ends after 1.60 s");
        assertThat(Files.readAllLines(out.resolve("video-annotator-7-1.csv"))).hasSize(3).element(2).asString()
            .contains("broken.mp4,,,cannot be opened as a video");
        // eight lines of truth, of which those of two boxes were not scored
        assertThat(Files.readAllLines(out.resolve("detection-scorer-6-1.csv")).get(1).split(",")[2]).isEqualTo("8");
    }

    @Test
    void aFileThatExistsIsNotReplacedUnlessWanted() throws IOException {
        Path kept = Files.createDirectories(out.resolve("annotated")).resolve("test_0.mp4");
        Files.writeString(kept, "mine");
        List<String> arguments = arguments(few("train", 24), few("test", 6), SHORT);
        arguments.addAll(List.of("--set", "Video Annotator/overwrite=false"));
        Ran ran = run(arguments);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.printed()).contains("1 of 1 videos were not written");
        assertThat(Files.readAllLines(out.resolve("video-annotator-7-1.csv")).get(1)).contains("exists");
        assertThat(kept).hasContent("mine");
    }

    /** As Java names what is none of those that libtorch has integers for; natives are loaded for this one before. */
    @Test
    void onAnotherProcessorAQuantizedModelDetectsInFloatsAndSaysSo() throws Exception {
        Classes classes = Classes.of("move", "shine", "stand", "turn");
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slow-4x16-r50").architecture(8, classes.size())
            .with(Head.detection(Regions.PYSLOWFAST), classes.size()), new VideoModel.Input(8, 96, 96, 2), classes, 3);
        Path file = out.resolve("model.zip");
        ModelFile.save(model.with(new Quantization(List.of(), Map.of())), file);
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", file.toString());
        WrittenNode boxes = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "AVA")
            .set("list_file", few("test", 6).toString()).set("class_file", videos.resolve("actions.pbtxt").toString());
        WrittenNode exact = workflow.node(ActionDetectorNodeFactory.class).set("computing/precision", "FP32");
        WrittenNode integers = workflow.node(ActionDetectorNodeFactory.class).set("computing/precision", "INT8");
        workflow.connect(reader, 1, exact, 1).connect(boxes, 1, exact, 2)
            .connect(reader, 1, integers, 1).connect(boxes, 1, integers, 2);
        workflow.write(out.resolve("workflow"));
        ScoringDevice.computesInBytes();
        String processor = System.setProperty("os.arch", "riscv64");
        try (WorkflowRunner runner = WorkflowRunner.load(out.resolve("workflow"))) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(result.error()).isEmpty();
            assertThat(result.node(exact.id()).warning()).isEmpty();
            assertThat(result.node(integers.id()).warning().orElseThrow()).contains("computed in 32-bit floats");
            assertThat(rows(result, integers)).isNotEmpty().isEqualTo(rows(result, exact));
        } finally {
            System.setProperty("os.arch", processor);
        }
    }

    private static List<DataRow> rows(RunResult result, WrittenNode node) {
        List<DataRow> rows = new ArrayList<>();
        ((BufferedDataTable) result.node(node.id()).outputs().get(0)).forEach(rows::add);
        return rows;
    }

    static List<Arguments> learnersWithoutDetection() {
        return List.of(Arguments.of(CsnLearnerNodeFactory.class, "CSN Learner (#3)"),
            Arguments.of(X3dLearnerNodeFactory.class, "X3D Learner (#3)"));
    }

    @ParameterizedTest
    @MethodSource("learnersWithoutDetection")
    void aNetworkThatCannotDetectIsRefusedBeforeAnythingIsExecuted(Class<? extends NodeFactory<?>> learner, String name)
        throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode list = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "AVA")
            .set("list_file", few("train", 24).toString());
        WrittenNode sampler = workflow.node(FrameSamplerNodeFactory.class).set("clips_for", "CUSTOM")
            .set("keeping", "WRITTEN").set("frames", "8").set("crop_size", "96")
            .set("short_side", "96").set("largest_short_side", "96");
        workflow.connect(list, 1, sampler, 1).connect(sampler, 1, workflow.node(learner), 1);
        workflow.write(out.resolve("workflow"));
        Ran ran = run(List.of(out.resolve("workflow").toString(), "--out", out.resolve("results").toString()));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains(name, "choose a SlowFast or Slow-only network");
        assertThat(ran.printed()).doesNotContain("executing");
    }

    @Test
    void detectionStopsWhenItIsCancelled() throws Exception {
        assertThat(cancelled(5)).isEqualTo(NodeState.CANCELED);
    }

    @Test
    void annotatingStopsWhenItIsCancelled() throws Exception {
        assertThat(cancelled(7)).isEqualTo(NodeState.CANCELED);
        assertThat(out.resolve("annotated")).isEmptyDirectory();
    }

    /** Cancels when a node begins; gives its state after the run. */
    private NodeState cancelled(int nodeId) throws Exception {
        try (WorkflowRunner runner = WorkflowRunner.load(WORKFLOW)) {
            for (RunCommand.Setting setting : RunCommand.parse(arguments(few("train", 24), few("test", 12), SHORT))
                .settings()) {
                runner.set(setting.node(), setting.key(), setting.value());
            }
            RunResult result = runner.run(new WorkflowListener() {
                @Override
                public void progressChanged(NodeRun node, double fraction, String progress) {
                    if (node.id() == nodeId && progress != null) {
                        runner.cancel();
                    }
                }
            });
            assertThat(result.canceled()).isTrue();
            return result.node(nodeId).state();
        }
    }
}
