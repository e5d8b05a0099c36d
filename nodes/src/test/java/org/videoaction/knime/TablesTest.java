package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.videoaction.knime.ExecutedNode.cell;
import static org.videoaction.knime.ExecutedNode.context;
import static org.videoaction.knime.ExecutedNode.rows;
import static org.videoaction.knime.ExecutedNode.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataRow;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.cell.SimpleFSLocationCellFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.clips.VideoReaderNodeFactory;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.RunFolder;

/** What nodes take from tables and give in tables, as KNIME's users expect it. */
@Tag("runner")
class TablesTest {

    private static final int SIDE = 32;
    private static final List<String> KEYS = List.of("first video", "no file", "third video");

    @TempDir
    private static Path folder;
    private static List<Path> videos;

    @BeforeAll
    static void generate() throws Exception {
        new MotionVideos(1, 1, 64, 24, 7).write(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            videos = files.filter(file -> file.toString().endsWith(".mp4")).sorted().limit(2).toList();
        }
    }

    private static List<Path> paths() {
        return List.of(videos.get(0), folder.resolve("absent.mp4"), videos.get(1));
    }

    /** Three videos, of which one is not there, in KNIME's own path cells. */
    private static BufferedDataTable locations() {
        return ExecutedNode.locations(KEYS,
            paths().stream().map(file -> new FSLocation(FSCategory.LOCAL, file.toString())));
    }

    /** The same as texts. */
    private static BufferedDataTable texts() {
        return ExecutedNode.texts(KEYS, paths().stream().map(Path::toString));
    }

    private static void smallClips(NodeSettings settings) {
        ExecutedNode.smallClips(settings, SIDE);
    }

    private static VideoModelPortObject model() throws Exception {
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 70),
            new VideoModel.Input(8, SIDE, SIDE, 2), new Classes(IntStream.range(0, 70).mapToObj(i -> "class " + i).toList()),
            1);
        return VideoModelPortObject.of(model, context().createFileStore("model.zip"));
    }

    private static DataColumnDomain domain(PortObject table, String column) {
        return ((BufferedDataTable) table).getDataTableSpec().getColumnSpec(column).getDomain();
    }

    @Test
    void videosOfKnimesPathsAreDescribedUnderTheirRowKeys() throws Exception {
        PortObject[] described = run(VideoReaderNodeFactory.class, settings -> {}, locations());

        assertThat(rows(described[0])).extracting(row -> row.getKey().getString())
            .containsExactly("first video", "third video");
        assertThat(rows(described[1])).extracting(row -> row.getKey().getString()).containsExactly("no file");
        assertThat(((BufferedDataTable) described[0]).getDataTableSpec().getColumnSpec("Where").getType())
            .isEqualTo(SimpleFSLocationCellFactory.TYPE);
        assertThat(cell(described[0], 0, "Frames").toString()).isEqualTo("24");
        assertThat(cell(described[0], 0, "Thumbnail")).isInstanceOf(PNGImageValue.class);
        assertThat(domain(described[0], "Width").hasBounds()).isTrue();
        assertThat(cell(described[1], 0, "Problem").toString()).contains("does not exist");
    }

    @Test
    void aTextThatIsNoPathIsAVideoThatDoesNotExist() throws Exception {
        PortObject[] described = run(VideoReaderNodeFactory.class, settings -> {},
            ExecutedNode.texts(KEYS, Stream.of(videos.get(0).toString(), "a\0b")));

        assertThat(rows(described[0])).hasSize(1);
        assertThat(cell(described[1], 0, "Problem").toString()).contains("does not exist");
    }

    @Test
    void videosThatWereDescribedCanBeDescribedAgain() throws Exception {
        PortObject[] once = run(VideoReaderNodeFactory.class, settings -> {}, texts());
        PortObject[] twice = run(VideoReaderNodeFactory.class, settings -> settings.addInt("thumbnail", 0), once[0]);

        assertThat(cell(twice[0], 1, "Frames").toString()).isEqualTo("24");
        assertThat(cell(twice[0], 1, "Frames (#1)").toString()).isEqualTo("24");
        assertThat(cell(twice[0], 1, "Thumbnail")).isInstanceOf(PNGImageValue.class);
        assertThat(cell(twice[0], 1, "Thumbnail (#1)").isMissing()).isTrue();
        assertThat(rows(run(VideoReaderNodeFactory.class, settings -> {}, once[1])[1]).get(0).getNumCells()).isEqualTo(3);
    }

    @Test
    void pathsOfBothKindsAreSampledAlike() throws Exception {
        PortObject[] ofLocations = run(FrameSamplerNodeFactory.class, TablesTest::smallClips, locations());
        PortObject[] ofTexts = run(FrameSamplerNodeFactory.class, TablesTest::smallClips, texts());

        for (PortObject[] sampled : List.of(ofLocations, ofTexts)) {
            assertThat(((ClipTablePortObject) sampled[0]).getSpec().clips().frames()).isEqualTo(8);
            assertThat(rows(sampled[1])).extracting(row -> row.getKey().getString()).isEqualTo(KEYS);
            assertThat(cell(sampled[1], 0, "Clips").toString()).isEqualTo("1");
            assertThat(cell(sampled[1], 0, "Path").toString()).isEqualTo(videos.get(0).toString());
            assertThat(cell(sampled[1], 1, "Problem").toString()).contains("does not exist");
            assertThat(cell(sampled[1], 1, "Label").isMissing()).isTrue();
        }
    }

    @Test
    void predictionsKnowAllClassesAndBoundsOfProbabilities() throws Exception {
        PortObject clips = run(FrameSamplerNodeFactory.class, TablesTest::smallClips, texts())[0];

        PortObject[] scored = run(ActionPredictorNodeFactory.class, settings -> settings.addBoolean("clip_rows", true),
            model(), clips);

        assertThat(domain(scored[0], "Prediction").getValues()).extracting(DataCell::toString)
            .startsWith("class 0", "class 1").endsWith("class 69").hasSize(70);
        for (String column : List.of("Confidence", "P (Label=class 3)")) {
            assertThat(domain(scored[0], column).getLowerBound().toString()).isEqualTo("0.0");
            assertThat(domain(scored[0], column).getUpperBound().toString()).isEqualTo("1.0");
        }
        assertThat(domain(scored[1], "Label").getValues()).hasSize(70);
        assertThat(cell(scored[0], 0, "Label").isMissing()).as("the label was not known").isTrue();
    }

    @Test
    void pathsRelativeToTheWorkflowAreWhereTheWorkflowLies() throws Exception {
        try (RunFolder run = RunFolder.of(folder)) {
            run.enter();
            FSLocation relative = new FSLocation(FSCategory.RELATIVE, "knime.workflow",
                folder.relativize(videos.get(0)).toString());
            PortObject segments = run(LongVideoPredictorNodeFactory.class,
                settings -> settings.addDouble("step_seconds", 0.2), model(),
                ExecutedNode.locations(KEYS, Stream.of(relative)))[0];

            assertThat(cell(segments, 0, "Path").toString()).isEqualTo(videos.get(0).toString());
            assertThat(cell(segments, 0, "Problem").isMissing()).isTrue();
        } finally {
            RunFolder.leave();
        }
    }

    @Test
    void segmentsOfLongVideosNameTheirVideoOrTheReasonWhyThereAreNone() throws Exception {
        PortObject segments = run(LongVideoPredictorNodeFactory.class, settings -> settings.addDouble("step_seconds", 0.2),
            model(),
            locations())[0];

        assertThat(cell(segments, 0, "Path").toString()).isEqualTo(videos.get(0).toString());
        assertThat(domain(segments, "Prediction").getValues()).hasSize(70);
        DataRow failed = rows(segments).stream().filter(row -> row.getCell(3).isMissing()).findFirst().orElseThrow();
        assertThat(failed.getCell(0).toString()).isEqualTo(folder.resolve("absent.mp4").toString());
        assertThat(cell(segments, rows(segments).indexOf(failed), "Problem").toString()).contains("does not exist");
    }
}
