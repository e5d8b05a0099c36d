package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.node.parameters.NodeParameters;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.ParameterXml;

/** Workflows that version 1.0.0 saved load, mean what they meant, and run. */
class OldWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path FOLDER = PROJECT.resolve("tests/workflows-1.0.0");

    @TestFactory
    Stream<DynamicTest> everySettingIsReadAndSavedWithTheSameValue() throws IOException {
        List<Path> nodes;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            nodes = files.filter(file -> file.endsWith("settings.xml")).sorted().toList();
        }
        assertThat(nodes).hasSize(7 + 3);
        return nodes.stream().map(file -> DynamicTest.dynamicTest(FOLDER.relativize(file.getParent()).toString(), () -> {
            NodeSettingsRO node;
            try (InputStream in = Files.newInputStream(file)) {
                node = NodeSettings.loadFromXML(in);
            }
            NodeSettings saved = (NodeSettings) node.getNodeSettings("model");

            NodeParameters parameters = ParameterXml.load(
                Class.forName(node.getString("factory").replace("NodeFactory", "Parameters"))
                    .asSubclass(NodeParameters.class),
                saved);
            parameters.validate();

            assertThat(ParameterXml.entries(ParameterXml.toSettings(parameters, "model")))
                .containsAllEntriesOf(ParameterXml.entries(saved));
        }));
    }

    /** @param pathColumn as it is called in tables that came from a dataset's list, or then from a network */
    @ParameterizedTest
    @ValueSource(strings = {"Path", "Video"})
    void aWorkflowRunsWithTheSettingsThatItsNodesHadThen(String pathColumn, @TempDir Path folder) throws IOException {
        Classes classes = Classes.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");
        new MotionVideos(1, 1, 7).write(folder);
        Path model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, classes.size()),
            new VideoModel.Input(32, 64, 64, 1), classes, 3), model);
        Path list = Files.writeString(folder.resolve("long.txt"), "test/spin_0.mp4 0\nnowhere.mp4 0\n");
        Path results = folder.resolve("out");

        assertThat(Main.run(PROJECT, List.of(FOLDER.resolve("long-videos").toString(), "--out", results.toString(), "--set",
            "Video Model Reader/file=" + model, "--set", "Video Dataset Reader/list_file=" + list, "--set",
            "Video Dataset Reader/class_file=", "--set", "Video Model Reader/crop_size=0", "--set",
            "Long Video Predictor/path_column=" + pathColumn))).isZero();

        List<String> rows = Files.readAllLines(results.resolve("long-video-predictor-3-1.csv"));
        assertThat(rows.get(1)).contains("spin_0.mp4,0.0,");
        assertThat(rows.get(rows.size() - 1)).contains("nowhere.mp4,").endsWith("does not exist");
    }
}
