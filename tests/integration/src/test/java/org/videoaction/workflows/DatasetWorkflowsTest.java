package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
import org.videoaction.generated.MotionVideos;
import org.videoaction.generated.VideoFile;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** Other ways to list videos and to take clips from them than the example workflow's, as workflows. */
class DatasetWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path EXAMPLE = PROJECT.resolve(ExampleWorkflows.FOLDER)
        .resolve(ExampleWorkflows.TRAIN_SCORE_EVALUATE);
    private static final String SETTING_SINCE_THEN = "key=\"(keeping|rules|target_fps|after_end|to_end|window|windows|"
        + "several_labels|labels_column|segments|start_column|end_column|brightness|contrast|saturation|"
        + "short_side_draw|scaling|format)\"";

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    /** Keeps its clips until it is closed. */
    private WorkflowRunner clipsRunner;

    @AfterEach
    void closeClips() {
        if (clipsRunner != null) {
            clipsRunner.close();
        }
    }

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(2, 1, 7).write(videos);
    }

    /** Runs the example, or a changed copy of it, on the small videos with one epoch of a thin network. */
    private int run(Path workflow, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(workflow.toString(), "--out", folder.resolve("out").toString()));
        for (String part : List.of("train", "test")) {
            arguments.addAll(List.of("--set", "Video Dataset Reader (" + part + ")/list_file="
                + videos.resolve(part + ".txt"), "--set",
                "Video Dataset Reader (" + part + ")/class_file="
                    + videos.resolve("classes.txt")));
        }
        for (String setting : List.of("width=8", "training/warm_up_epochs=0", "training/epochs=1")) {
            arguments.addAll(List.of("--set", "SlowFast Learner/" + setting));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return Main.run(PROJECT, arguments);
    }

    private int testVideos() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile()).get("test_videos").asInt();
    }

    @Test
    void clipsOnDemandAreTrainedOnAndScored() throws IOException {
        assertThat(run(EXAMPLE, "Frame Sampler (train)/keeping=ON_DEMAND", "Frame Sampler (test)/keeping=ON_DEMAND",
            "Frame Sampler (train)/crop_place=RANDOM_RESIZED", "Frame Sampler (test)/rules=PYSLOWFAST",
            "Frame Sampler (test)/crop_place=THREE")).isZero();

        assertThat(testVideos()).isEqualTo(6);
        // 3 clips x 3 crops
        assertThat(Files.readAllLines(folder.resolve("out/action-predictor-6-1.csv")).get(1)).contains(",9,");
    }

    @Test
    void aWorkflowFromBeforeASettingExistedStillRuns() throws IOException {
        Path old = folder.resolve("old");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".mp4")).toList()) {
                Path copy = old.resolve(EXAMPLE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readAllLines(file).stream()
                    .filter(line -> !line.matches(".*<entry " + SETTING_SINCE_THEN + ".*"))
                    .collect(Collectors.joining("\n")));
            }
        }

        assertThat(run(old)).isZero();
        assertThat(testVideos()).isEqualTo(6);
    }

    private List<String> table(String format, Path list, String... settings) throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode reader = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", format);
        if (Files.isDirectory(list)) {
            reader.set("video_folder", list.toString());
        } else {
            reader.set("list_file", list.toString());
        }
        for (String setting : settings) {
            reader.set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Path written = folder.resolve(format);
        workflow.write(written);
        Path out = folder.resolve(format + "-out");
        assertThat(Main.run(PROJECT, List.of(written.toString(), "--out", out.toString()))).isZero();
        return Files.readAllLines(out.resolve("video-dataset-reader-1-1.csv"));
    }

    private Path list(String... lines) throws IOException {
        return Files.write(folder.resolve("list.csv"), List.of(lines));
    }

    @Test
    void kineticsListsNameVideosThatWereCutToTheirTimes() throws Exception {
        assertThat(table("KINETICS", list("label,youtube_id,time_start,time_end,split", "air drumming,abc,7,17,train")))
            .containsExactly("Row ID,Path,Label,Split",
                "Row0," + folder.resolve("abc_000007_000017.mp4") + ",air drumming,train");
    }

    @Test
    void kineticsListsGiveTheTimesInVideosThatWereNotCut() throws Exception {
        assertThat(table("KINETICS_UNCUT",
            list("label,youtube_id,time_start,time_end,split", "air drumming,abc,7,17,train")))
            .containsExactly("Row ID,Path,Label,Start (s),End (s),Split",
                "Row0," + folder.resolve("abc.mp4") + ",air drumming,7.0,17.0,train");
    }

    /** The clips of Charades' actions in a video of 30 frames, 25 a second. */
    private RunResult actionClips(String... settings) throws Exception {
        VideoFile.write(folder.resolve("V1.mp4"), 32, 32, 30, 25, (canvas, frame) -> canvas.fillRect(frame, 0, 2, 32));
        list("id,actions", "V1,c001 0.40 0.80;c000 0.20 9.00", "V1,c001 3.00 4.00");
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode reader = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "CHARADES")
            .set("list_file", folder.resolve("list.csv").toString());
        WrittenNode sampler = workflow.node(FrameSamplerNodeFactory.class).set("clips_for", "CUSTOM")
            .set("flip", "false").set("keeping", "WRITTEN").set("clip_place", "EVEN").set("frames", "4")
            .set("short_side", "32").set("largest_short_side", "32").set("crop_size", "32");
        for (String setting : settings) {
            sampler.set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        workflow.connect(reader, 1, sampler, 1).write(folder.resolve("actions"));
        closeClips();
        clipsRunner = WorkflowRunner.load(folder.resolve("actions"));
        return clipsRunner.run(WorkflowListener.NONE);
    }

    private static List<String> starts(RunResult result) throws IOException {
        List<String> starts = new ArrayList<>();
        try (ClipSource clips = ((ClipTablePortObject) result.node(2).outputs().get(0)).open();
            ClipBatches batches = clips.batches(Pass.inOrder(clips.size(), 1))) {
            while (batches.hasNext()) {
                Clip clip = batches.next(() -> {}).clips().get(0);
                starts.add(clip.startFrame() + " " + clip.label() + " " + clip.labels());
            }
        }
        return starts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRITTEN", "ON_DEMAND"})
    void clipsLieInTheTimesOfTheirActionsAndHaveAllLabels(String keeping) throws Exception {
        RunResult result = actionClips("keeping=" + keeping);

        // seven frames are spanned: the middle of 10 to 19, and of 5 to 29
        assertThat(starts(result)).containsExactly("11 1 [1, 0]", "14 0 [1, 0]");
        DataRow outside = null;
        for (DataRow row : (BufferedDataTable) result.node(2).outputs().get(1)) {
            outside = row;
        }
        assertThat(outside.getCell(3)).hasToString("failed");
        assertThat(outside.getCell(4).toString()).contains("ends after 1.20 s, before its segment starts at 3.00 s");
        assertThat(result.node(2).warning()).hasValueSatisfying(warning -> assertThat(warning).contains("1 of 3"));
    }

    @Test
    void segmentsAndSeveralLabelsCanBeLeftOut() throws Exception {
        // the middle of 30 frames
        assertThat(starts(actionClips("segments=NONE", "several_labels=NONE")))
            .containsExactly("11 1 [1]", "11 0 [0]", "11 1 [1]");
    }

    @Test
    void chosenColumnsHaveToBeThereAndHoldTimesAndLists() throws Exception {
        assertThat(actionClips("segments=CHOSEN", "start_column=Begin").error().orElseThrow())
            .contains("no column Begin").contains("start column");
        assertThat(actionClips("segments=CHOSEN", "end_column=Path").error().orElseThrow())
            .contains("end column Path holds").contains("not numbers");
        assertThat(actionClips("several_labels=CHOSEN", "labels_column=Label").error().orElseThrow())
            .contains("labels column Label holds").contains("not lists of texts");
        assertThat(starts(actionClips("segments=CHOSEN", "start_column=End (s)", "end_column=End (s)")))
            .containsExactly("20 1 [1, 0]");
    }

    @Test
    void severalLabelsBecomeAListOfThem() throws Exception {
        List<String> rows = table("VIDEOS", list("a.mp4 0 1"), "video_folder=/videos");

        assertThat(rows.get(0)).isEqualTo("Row ID,Path,Label,Labels");
        assertThat(rows.get(1)).startsWith("Row0,/videos/a.mp4,0,").contains("[0, 1]");
    }

    @Test
    void avasListsBecomeATableOfBoxes() throws Exception {
        Path list = list("a,0902,0.1,0.2,0.3,0.4,12,5", "a,0902,0.1,0.2,0.3,0.4,17,5", "a,0903,0.1,0.2,0.3,0.4,12,5",
            "b,0904,0,0.5,0.25,1,80,6");
        Files.createFile(folder.resolve("b.mkv"));
        Path classes = Files.write(folder.resolve("actions.pbtxt"), List.of("item { name: \"stand\" id: 12 }",
            "item { name: \"carry/hold (an object)\" id: 17 }", "item { name: \"watch (a person)\" id: 80 }"));
        Path excluded = Files.write(folder.resolve("excluded.csv"), List.of("a,0903"));
        Path frames = Files.write(folder.resolve("frames.csv"), Stream.concat(
            Stream.of("original_vido_id video_id frame_id path labels"),
            IntStream.range(0, 61).mapToObj(i -> "a 0 " + i + " a/a_" + i + ".jpg \"\"")).toList());

        assertThat(table("AVA", list, "class_file=" + classes, "ava/excluded_file=" + excluded,
            "ava/frame_list=" + frames, "ava/first_second=900")).containsExactly(
                "Row ID,Path,Time (s),X1,Y1,X2,Y2,Labels,Person,Score,Frame",
                "Row0," + folder.resolve("a.mp4") + ",2.0,0.1,0.2,0.3,0.4,\"[stand, carry/hold (an object)]\",5,1.0,"
                    + folder.resolve("a/a_60.jpg"),
                "Row1," + folder.resolve("b.mkv") + ",4.0,0.0,0.5,0.25,1.0,[watch (a person)],6,1.0,");
    }

    @Test
    void theSavedWorkflowListsBoxes() throws Exception {
        Path list = list("a,0902,0.1,0.2,0.3,0.4,12,5");
        Path classes = Files.write(folder.resolve("actions.pbtxt"), List.of("item { name: \"stand\" id: 12 }"));
        Path workflow = PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.LIST_BOXES);

        assertThat(Main.run(PROJECT, List.of(workflow.toString(), "--out", folder.resolve("out").toString(), "--set",
            "Video Dataset Reader/list_file=" + list, "--set", "Video Dataset Reader/class_file=" + classes))).isZero();

        assertThat(Files.readAllLines(folder.resolve("out/video-dataset-reader-1-1.csv")))
            .contains("Row0," + folder.resolve("a.mp4") + ",902.0,0.1,0.2,0.3,0.4,[stand],5,1.0");
    }

    /** One class has its box found, surely, and a surer wrong one; the other's is missed. */
    @Test
    void theSavedWorkflowScoresDetections() throws Exception {
        Path truth = Files.write(folder.resolve("boxes.csv"),
            List.of("a,0902,0.1,0.2,0.5,0.6,1,5", "a,0903,0.1,0.2,0.5,0.6,2,5"));
        Path detections = Files.write(folder.resolve("detections.csv"), List.of("a,0902,0.1,0.2,0.5,0.6,1,0.8",
            "a,0904,0.1,0.2,0.5,0.6,1,0.9", "a,0903,0.6,0.2,0.9,0.6,2,0.9"));
        Path classes = Files.write(folder.resolve("actions.pbtxt"),
            List.of("item { name: \"stand\" id: 1 }", "item { name: \"walk\" id: 2 }"));

        assertThat(scoredDetections(detections, truth, classes, "PYSLOWFAST")).containsExactly(
            "Row ID,True boxes,Detections,Average precision", "stand,1,2,0.5", "walk,1,1,0.0");
        assertThat(scoredDetections(detections, truth, classes, "MMACTION2")).as("without the frame that has no truth")
            .contains("stand,1,2,1.0", "walk,1,1,0.0");
        assertThat(Files.readAllLines(folder.resolve("out/detection-scorer-3-1.csv"))).containsExactly(
            "Row ID,Frame-mAP,True boxes,Detections", "Detection,0.5,2,3");
    }

    private List<String> scoredDetections(Path detections, Path truth, Path classes, String convention) throws Exception {
        Path workflow = PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.SCORE_DETECTIONS);
        assertThat(Main.run(PROJECT, List.of(workflow.toString(), "--out", folder.resolve("out").toString(),
            "--set", "Video Dataset Reader (detections)/list_file=" + detections,
            "--set", "Video Dataset Reader (detections)/class_file=" + classes,
            "--set", "Video Dataset Reader (truth)/list_file=" + truth,
            "--set", "Video Dataset Reader (truth)/class_file=" + classes,
            "--set", "Detection Scorer/convention=" + convention))).isZero();
        return Files.readAllLines(folder.resolve("out/detection-scorer-3-2.csv"));
    }

    @Test
    void avasProposalsKeepTheirScores() throws Exception {
        assertThat(table("AVA_PROPOSALS", list("a,0902,0.1,0.2,0.3,0.4,,0.95", "a,0902,0.1,0.2,0.3,0.5,,0.85"),
            "video_folder=/films", "ava/least_score=0.9")).containsExactly(
                "Row ID,Path,Time (s),X1,Y1,X2,Y2,Labels,Person,Score",
                "Row0,/films/a.mp4,902.0,0.1,0.2,0.3,0.4,[],,0.95");
    }

    @Test
    void foldersAreReadWithoutAList() throws Exception {
        Path set = folder.resolve("set");
        Files.createDirectories(set.resolve("run"));
        Files.createFile(set.resolve("run/a.mp4"));

        assertThat(table("FOLDERS", set)).containsExactly("Row ID,Path,Label", "Row0," + set.resolve("run/a.mp4") + ",run");
    }
}
