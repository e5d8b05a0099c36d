package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.node.parameters.NodeParameters;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.ParameterXml;

/**
 * Workflows that version 1.0.0 saved can be read for ever. Its files hold no setting by default, so that a setting that
 * is not read shows. With {@code -Dsettings.write} they are written anew, which only a version may that is not released.
 */
class SavedSettingsTest {

    private static final Path FOLDER = Path.of("src/test/resources/settings/1.0.0");

    /** Nodes that the version did not have. */
    private static final Set<String> LATER = Set.of("X3dLearnerNodeFactory", "VideoModelCalibratorNodeFactory",
        "SparkActionPredictorNodeFactory", "PairedComparisonNodeFactory", "VideoModelQuantizerNodeFactory",
        "PersonDetectorNodeFactory", "SegmentScorerNodeFactory", "VideoPartitionerNodeFactory",
        "SegmentTunerNodeFactory");

    /** What later keys say so that a node does what it did in that version. */
    private static final Map<String, Map<String, String>> AS_BEFORE = Map.of("VideoModelReaderNodeFactory",
        Map.of("class_names", "FROM_FILE xstring"), "VideoModelZooNodeFactory", Map.of("weights", "RANDOM xstring"));

    private static Stream<String> factories() {
        return Settings.factories().stream().filter(factory -> !LATER.contains(factory.replaceFirst(".*\\.", "")));
    }

    @TestFactory
    Stream<DynamicTest> settingsOfVersion100AreReadAndSavedAsTheyWere() {
        return factories().map(factory -> DynamicTest.dynamicTest(factory, () -> {
            Path file = FOLDER.resolve(factory.replaceFirst(".*\\.(.*)NodeFactory", "$1.xml"));
            if (System.getProperty("settings.write") != null) {
                write(file, changed(Settings.of(factory)));
            }
            NodeSettings saved;
            try (InputStream in = Files.newInputStream(file)) {
                saved = (NodeSettings) NodeSettings.loadFromXML(in);
            }

            NodeParameters loaded = ParameterXml.load(Settings.parameters(factory), saved);

            // keys that came later have their defaults, or what the node did before
            Map<String, String> expected = ParameterXml
                .entries(ParameterXml.toSettings(Settings.of(factory).root(), "model"));
            expected.putAll(AS_BEFORE.getOrDefault(factory.replaceFirst(".*\\.", ""), Map.of()));
            assertThat(expected.keySet()).containsAll(ParameterXml.entries(saved).keySet());
            expected.putAll(ParameterXml.entries(saved));
            assertThat(ParameterXml.entries(ParameterXml.toSettings(loaded, "model"))).isEqualTo(expected);
        }));
    }

    private static void write(Path file, NodeParameters parameters) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            ParameterXml.toSettings(parameters, "model").saveToXML(out);
        }
    }

    /** The settings, each another than by default. */
    private static NodeParameters changed(Settings settings) throws Exception {
        for (Setting setting : settings.all()) {
            setting.setContent(other(setting.content()));
        }
        return settings.root();
    }

    private static Object other(Object value) {
        if (value instanceof Enum<?> constant) {
            Object[] constants = constant.getDeclaringClass().getEnumConstants();
            return constants[(constant.ordinal() + 1) % constants.length];
        }
        if (value instanceof FileSelection) {
            return new FileSelection(new FSLocation(FSCategory.LOCAL, "/videos/file"));
        }
        return value instanceof Boolean flag ? (Object) !flag : value instanceof Integer number ? (Object) (number + 1)
            : value instanceof Long number ? (Object) (number + 1)
                : value instanceof Double number ? (Object) (number + 0.25)
                    : value + "x";
    }
}
