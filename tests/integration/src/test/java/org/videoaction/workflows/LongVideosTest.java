package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.LongVideos;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.knime.score.SegmentScorerNodeFactory;
import org.videoaction.knime.score.SegmentTunerNodeFactory;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

class LongVideosTest {

    private static final Classes CLASSES = Classes.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");

    @TempDir
    private Path folder;

    @Test
    void theSavedWorkflowOfLongVideosCoversEachVideoAndNamesBrokenOnes() throws IOException {
        new MotionVideos(1, 1, 7).write(folder);
        Path model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, CLASSES.size()),
            new VideoModel.Input(32, 64, 64, 1), CLASSES, 3), model);
        Path list = Files.writeString(folder.resolve("long.txt"),
            "test/spin_0.mp4 0\nnowhere.mp4 0\n");
        Path project = Path.of(System.getProperty("project.root"));
        Path results = folder.resolve("long-out");
        assertThat(Main.run(project, List.of(
            project.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.LONG_VIDEOS).toString(), "--out",
            results.toString(), "--set", "Video Model Reader/file=" + model, "--set",
            "Video Dataset Reader/list_file=" + list, "--set", "Long Video Predictor/step_seconds=0.2"))).isZero();
        List<String> rows = Files.readAllLines(results.resolve("long-video-predictor-3-1.csv"));
        assertThat(rows.get(0)).isEqualTo("Row ID,Path,Start (s),End (s),Prediction,Confidence,Windows,Problem");
        assertThat(rows.get(1)).contains("spin_0.mp4,0.0,");
        // 40 frames, 25 a second
        assertThat(rows.get(rows.size() - 2)).contains("spin_0.mp4,").contains(",1.6,");
        assertThat(rows.get(rows.size() - 1)).contains("nowhere.mp4,,,,,,does not exist");
    }

    /** The truth has four rows of each video, of which the Long Video Predictor makes the segments of one. */
    @Test
    void theSavedWorkflowOfSegmentsTunesOnVideosThatItDoesNotMeasureOn() throws IOException {
        new LongVideos(16, 4, 6, 1).write(folder);
        String[] best = rows(ExampleWorkflows.TUNE_SEGMENTS, "segment-tuner-7-1", "Video Dataset Reader (train)",
            "Video Dataset Reader (validation)", "Video Dataset Reader (test)").get(0);
        List<String[]> found = table("long-video-predictor-test-tuned-1");
        assertThat(found).extracting(row -> row[1]).doesNotContainAnyElementsOf(paths("long-video-predictor-validation-1"));
        assertThat(found).noneMatch(row -> row[4].equals("background"))
            .extracting(row -> List.of(row).subList(1, row.length)).doesNotHaveDuplicates();
        // what was tuned holds for each segment, and not for each of those without it
        double least = Double.parseDouble(best[1]);
        double shortest = Double.parseDouble(best[3]);
        Predicate<String[]> fits = row -> Double.parseDouble(row[5]) >= least
            && Double.parseDouble(row[3]) - Double.parseDouble(row[2]) >= shortest - 1e-9;
        assertThat(found).allMatch(fits);
        assertThat(table("long-video-predictor-test-untuned-1")).anyMatch(fits.negate());
        double[] tuned = precision("tuned");
        double[] untuned = precision("untuned");
        assertThat(tuned[1]).as("mAP at an overlap of 0.5, untuned %.3f", untuned[1]).isGreaterThanOrEqualTo(0.6);
        assertThat(tuned[0]).as("average mAP").isGreaterThan(untuned[0]);
    }

    /** Average mAP, and mAP at the least overlap. */
    private double[] precision(String name) throws IOException {
        String[] mean = table("segment-scorer-" + name + "-1").get(0);
        String[] least = table("segment-scorer-" + name + "-2").get(0);
        return new double[] {Double.parseDouble(mean[1]), Double.parseDouble(least[2])};
    }

    @Test
    void theSavedWorkflowOfFoldsMeasuresEachVideoOnceByANetworkThatDoesNotKnowIt() throws IOException {
        new LongVideos(12, 0, 0, 1).write(folder);
        List<String[]> folds = rows(ExampleWorkflows.CROSS_VALIDATE, "model-comparison-2-1", "Video Dataset Reader");
        assertThat(folds).extracting(row -> row[1]).containsExactly("fold 0", "fold 1", "fold 2");
        // four classes: 0.25 by chance
        assertThat(folds).allMatch(row -> Double.parseDouble(row[2]) >= 0.4);
        JsonNode metrics = new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
        assertThat(metrics.get("scorers").findValues("top_1")).extracting(JsonNode::asDouble)
            .containsExactlyElementsOf(folds.stream().map(row -> Double.valueOf(row[2])).toList());
        assertThat(metrics.at("/mean/top_1").asDouble()).isCloseTo(
            folds.stream().mapToDouble(row -> Double.parseDouble(row[2])).sum() / 3, within(1e-9));
        assertThat(metrics.at("/scorers/1/node").asText()).isEqualTo("Action Scorer (fold 1)");
        Set<String> tested = new HashSet<>();
        for (int fold = 0; fold < 3; fold++) {
            Set<String> test = paths("video-partitioner-fold-" + fold + "-3");
            assertThat(test).hasSize(4).doesNotContainAnyElementsOf(paths("video-partitioner-fold-" + fold + "-2"));
            tested.addAll(test);
        }
        assertThat(tested).hasSize(12);
    }

    private Set<String> paths(String table) throws IOException {
        return table(table).stream().map(row -> row[1]).collect(Collectors.toSet());
    }

    /** Runs a saved workflow on the list of segments; gives the rows of a table of its results. */
    private List<String[]> rows(String workflow, String table, String... readers) throws IOException {
        Path project = Path.of(System.getProperty("project.root"));
        List<String> arguments = new ArrayList<>(
            List.of(project.resolve(ExampleWorkflows.FOLDER).resolve(workflow).toString(),
                "--out", folder.resolve("out").toString()));
        for (String reader : readers) {
            arguments.addAll(List.of("--set", reader + "/list_file=" + folder.resolve("segments.json")));
        }
        assertThat(Main.run(project, arguments)).isZero();
        return table(table);
    }

    private List<String[]> table(String table) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(table + ".csv")).stream().skip(1)
            .map(row -> row.split(",")).toList();
    }

    /** Of a list in ActivityNet's form: windows, segments without the background, their measure, and all combinations tried. */
    @Test
    void segmentsAreMeasuredAndTunedBesideABackground() throws Exception {
        new MotionVideos(1, 1, 7).write(folder);
        Classes classes = Classes.of("spin", "grow", "background");
        Path model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, classes.size()),
            new VideoModel.Input(32, 64, 64, 1), classes, 3), model);
        Path list = Files.writeString(folder.resolve("test").resolve("segments.json"), """
            {"database": {"spin_0": {"subset": "validation", "duration": 1.6, "annotations":
            [{"segment": [1.1, 1.6], "label": "spin"}]}}}
            """);
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", model.toString());
        WrittenNode truth = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "ACTIVITYNET")
            .set("list_file", list.toString()).set("background_class", "background");
        WrittenNode predictor = workflow.node(LongVideoPredictorNodeFactory.class).set("step_seconds", "0.1")
            .set("background_class", "background").port("Windows", BufferedDataTable.TYPE);
        WrittenNode scorer = workflow.node(SegmentScorerNodeFactory.class).set("overlap/background_class", "background");
        WrittenNode tuner = workflow.node(SegmentTunerNodeFactory.class).set("overlap/background_class", "background");
        workflow.connect(reader, 1, predictor, 1).connect(truth, 1, predictor, 2)
            .connect(predictor, 1, scorer, 1).connect(truth, 1, scorer, 2)
            .connect(predictor, 2, tuner, 1).connect(truth, 1, tuner, 2);
        workflow.write(folder.resolve("workflow"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("workflow"))) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(result.error()).isEmpty();
            assertThat(column(result, truth, 0, "Label")).containsExactly("spin", "background");
            assertThat(column(result, truth, 0, "End (s)")).containsExactly("1.6", "1.1");
            List<String> starts = column(result, predictor, 1, "Start (s)");
            List<String> ends = column(result, predictor, 1, "End (s)");
            assertThat(starts.get(0)).isEqualTo("0.0");
            assertThat(ends.get(ends.size() - 1)).isEqualTo("1.6");
            assertThat(column(result, predictor, 0, "Prediction")).doesNotContain("background");
            assertThat(column(result, scorer, 0, "True segments")).containsExactly("1");
            List<Double> reached = column(result, tuner, 0, "Average mAP").stream().map(Double::valueOf).toList();
            assertThat(reached).hasSize(10 * 5 * 4).isSortedAccordingTo(Comparator.reverseOrder());
            // the combination of the predictor's own settings is one of those tried
            assertThat(reached).contains(Double.valueOf(column(result, scorer, 0, "Average mAP").get(0)));
        }
    }

    private static List<String> column(RunResult result, WrittenNode node, int port, String name) {
        BufferedDataTable table = (BufferedDataTable) result.node(node.id()).outputs().get(port);
        List<String> cells = new ArrayList<>();
        for (DataRow row : table) {
            cells.add(row.getCell(table.getDataTableSpec().findColumnIndex(name)).toString());
        }
        return cells;
    }
}
