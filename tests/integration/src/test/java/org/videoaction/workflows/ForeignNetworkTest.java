package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.generated.ColorVideos;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** A network of another program, of which the probabilities are known by arithmetic, from its file to predictions. */
class ForeignNetworkTest {

    private static final double TOLERANCE = 0.02;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "pt"})
    void itScoresVideosAndFindsSegments(String ending) throws Exception {
        ColorVideos.write(folder, 40);
        Path network = folder.resolve("colors." + ending);
        ColorVideos.writeNetwork(network);
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", network.toString())
            .set("class_names", "FROM_FILE").set("class_file", folder.resolve("names.txt").toString())
            .set("normalisation", "ZERO_TO_ONE").set("crop_size", "32").set("clip_frames", "4").set("frame_stride", "4")
            .set("scores", "SOFTMAX");
        WrittenNode list = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "PATH_LABEL")
            .set("list_file", folder.resolve("colors.txt").toString())
            .set("class_file", folder.resolve("names.txt").toString());
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class)
            .port(ActionPredictorNodeFactory.CLIPS_OR_VIDEOS, BufferedDataTable.TYPE).set("views_per_video", "THREE");
        WrittenNode segments = workflow.node(LongVideoPredictorNodeFactory.class).set("step_seconds", "0.2");
        workflow.connect(reader, 1, predictor, 1).connect(list, 1, predictor, 2)
            .connect(reader, 1, segments, 1).connect(list, 1, segments, 2);
        workflow.write(folder.resolve("workflow"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("workflow"))) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(result.error()).isEmpty();
            assertThat(column(result, predictor, "Prediction")).isEqualTo(ColorVideos.NAMES);
            assertThat(column(result, predictor, "Confidence")).allSatisfy(ForeignNetworkTest::isOfOneColor);
            assertThat(column(result, segments, "Prediction")).isEqualTo(ColorVideos.NAMES);
            assertThat(column(result, segments, "Confidence")).allSatisfy(ForeignNetworkTest::isOfOneColor);
            // 40 frames, 25 a second
            assertThat(column(result, segments, "Start (s)")).containsOnly("0.0");
            assertThat(column(result, segments, "End (s)")).containsOnly("1.6");
        }
    }

    private static void isOfOneColor(String confidence) {
        assertThat(Double.parseDouble(confidence)).isCloseTo(ColorVideos.probability(true), within(TOLERANCE));
    }

    private static List<String> column(RunResult result, WrittenNode node, String name) {
        BufferedDataTable table = (BufferedDataTable) result.node(node.id()).outputs().get(0);
        List<String> cells = new ArrayList<>();
        for (DataRow row : table) {
            cells.add(row.getCell(table.getDataTableSpec().findColumnIndex(name)).toString());
        }
        return cells;
    }
}
