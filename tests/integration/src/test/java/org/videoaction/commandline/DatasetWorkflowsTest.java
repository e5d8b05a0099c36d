package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** Other ways to list videos and to take clips from them than the example workflow's, as workflows. */
class DatasetWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path EXAMPLE =
        PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.TRAIN_SCORE_EVALUATE);
    private static final String SETTING_SINCE_THEN = "key=\"(keeping|rules|target_fps|after_end|to_end|window|windows|several_labels|labels_column|segments|start_column|end_column|"
        + "short_side_draw|scaling|format)\"";

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(2, 1, 7).write(videos);
    }

    /** Runs the example, or a changed copy of it, on the small videos with one epoch of a thin network. */
    private int run(Path workflow, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(workflow.toString(), "--out", folder.resolve("out").toString()));
        for (String part : List.of("train", "test")) {
            arguments.addAll(List.of("--set", "Video Dataset Reader (" + part + ")/list_file="
                + videos.resolve(part + ".txt"), "--set", "Video Dataset Reader (" + part + ")/class_file="
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
    void kineticsListsGiveTimesAndSplit() throws Exception {
        assertThat(table("KINETICS", list("label,youtube_id,time_start,time_end,split", "air drumming,abc,7,17,train")))
            .containsExactly("Row ID,Path,Label,Start (s),End (s),Split",
                "Row0," + folder.resolve("abc_000007_000017.mp4") + ",air drumming,7.0,17.0,train");
    }

    @Test
    void severalLabelsBecomeAListOfThem() throws Exception {
        List<String> rows = table("VIDEOS", list("a.mp4 0 1"), "video_folder=/videos");

        assertThat(rows.get(0)).isEqualTo("Row ID,Path,Label,Labels");
        assertThat(rows.get(1)).startsWith("Row0,/videos/a.mp4,0,").contains("[0, 1]");
    }

    @Test
    void foldersAreReadWithoutAList() throws Exception {
        Path set = folder.resolve("set");
        Files.createDirectories(set.resolve("run"));
        Files.createFile(set.resolve("run/a.mp4"));

        assertThat(table("FOLDERS", set)).containsExactly("Row ID,Path,Label", "Row0," + set.resolve("run/a.mp4") + ",run");
    }
}
