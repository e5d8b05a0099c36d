package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.videoaction.knime.ExecutedNode.cell;
import static org.videoaction.knime.ExecutedNode.context;
import static org.videoaction.knime.ExecutedNode.rows;
import static org.videoaction.knime.ExecutedNode.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.score.DetectionScorerNodeFactory;
import org.videoaction.knime.score.VideoAnnotatorNodeFactory;

/** Tables with the columns of version 1.0.0, in which a network's videos were in Video and what happens in boxes in Actions. */
@Tag("runner")
class OldTablesTest {

    private static final String VIDEO = "v.mp4";
    private static final List<String> BOX = List.of("Time (s)", "X1", "Y1", "X2", "Y2", "Score");

    @TempDir
    private static Path folder;
    private static Path video;

    @BeforeAll
    static void generate() throws Exception {
        new MotionVideos(1, 1, 64, 24, 7).write(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            video = files.filter(file -> file.toString().endsWith(".mp4")).sorted().findFirst().orElseThrow();
        }
    }

    private static BufferedDataTable table(List<String> names, DataCell... cells) {
        BufferedDataContainer rows = context().createDataContainer(new DataTableSpec(names.toArray(String[]::new),
            Stream.of(cells).map(DataCell::getType).toArray(DataType[]::new)));
        rows.addRowToTable(new DefaultRow("Row0", cells));
        rows.close();
        return rows.getTable();
    }

    /** A box with one action, at half a second, in the left half of a video's frame. */
    private static BufferedDataTable box(String path, String labels, DataCell where) {
        List<String> names = Stream.of(Stream.of(path), BOX.stream(), Stream.of(labels)).flatMap(name -> name).toList();
        return table(names, where, new DoubleCell(0.5), new DoubleCell(0), new DoubleCell(0), new DoubleCell(0.5),
            new DoubleCell(1), new DoubleCell(0.9), CollectionCellFactory.createListCell(List.of(new StringCell("walk"))));
    }

    @Test
    void actionsOfBoxesAreTheirLabels() throws Exception {
        PortObject[] scored = run(DetectionScorerNodeFactory.class, settings -> {},
            box("Path", "Actions", new StringCell(VIDEO)), box("Path", "Labels", new StringCell(VIDEO)));

        assertThat(cell(scored[0], 0, "Frame-mAP").toString()).isEqualTo("1.0");
        assertThat(rows(scored[1])).extracting(row -> row.getKey().getString()).containsExactly("walk");
    }

    @Test
    void aClipIsTakenRoundAKeyFrameWithTheActionsOfItsBoxes() throws Exception {
        PortObject[] sampled = run(FrameSamplerNodeFactory.class, settings -> ExecutedNode.smallClips(settings, 32),
            box("Video", "Actions", new StringCell(video.toString())));

        assertThat(cell(sampled[1], 0, "Path").toString()).isEqualTo(video.toString());
        assertThat(cell(sampled[1], 0, "Label").toString()).isEqualTo("walk");
    }

    @Test
    void whatWasPredictedOfAVideoIsDrawnIntoIt() throws Exception {
        PortObject annotated = run(VideoAnnotatorNodeFactory.class,
            settings -> {
                NodeSettingsWO target = settings.addNodeSettings("target").addNodeSettings("folder").addNodeSettings("path");
                target.addBoolean("location_present", true);
                target.addString("file_system_type", "LOCAL");
                target.addString("path", folder.resolve("drawn").toString());
            },
            table(List.of("Video", "Prediction", "Confidence"), new StringCell(video.toString()), new StringCell("walk"),
                new DoubleCell(0.9)))[0];

        assertThat(cell(annotated, 0, "Path").toString()).isEqualTo(video.toString());
        assertThat(cell(annotated, 0, "Frames").toString()).isEqualTo("24");
    }
}
