package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.standin.NodeRepository;
import org.videoaction.standin.ParameterXml;

/** When the libraries that are made for a machine are loaded, and what is said where there are none. */
class NativesTest {

    private static final List<String> CLASSES = List.of("left", "right");

    @TempDir
    private Path folder;

    /** Configures every node with inputs as other nodes give them. */
    static final class ConfigureAll {

        public static void main(String[] arguments) throws Exception {
            for (String factory : Settings.factories()) {
                Settings settings = Settings.of(factory);
                for (Setting setting : settings.all()) {
                    if (setting.value() instanceof FileSelection) {
                        setting.set(new FileSelection(new FSLocation(FSCategory.LOCAL, "/absent/file.zip")));
                    }
                }
                NodeModel model = NodeRepository.ofPlugins().create(factory).createNodeModel();
                invoke(model, "loadValidatedSettingsFrom", NodeSettingsRO.class,
                    ParameterXml.toSettings(settings.root(), "model"));
                invoke(model, "configure", PortObjectSpec[].class, inputs(model, factory.contains("Detector")));
            }
            System.out.println("all are configured");
        }

        private static void invoke(NodeModel model, String name, Class<?> type, Object argument) throws Exception {
            Method method = model.getClass().getDeclaredMethod(name, type);
            method.setAccessible(true);
            method.invoke(model, argument);
        }

        private static PortObjectSpec[] inputs(NodeModel model, boolean detects) throws Exception {
            Method count = NodeModel.class.getDeclaredMethod("getNrInPorts");
            Method type = NodeModel.class.getDeclaredMethod("getInPortType", int.class);
            count.setAccessible(true);
            type.setAccessible(true);
            PortObjectSpec[] specs = new PortObjectSpec[(int) count.invoke(model)];
            for (int i = 0; i < specs.length; i++) {
                specs[i] = spec((PortType) type.invoke(model, i), detects);
            }
            return specs;
        }

        private static PortObjectSpec spec(PortType type, boolean detects) {
            if (type.equals(ClipTablePortObject.TYPE)) {
                return new ClipTablePortObjectSpec(new ClipSpec(3, 32, 224, 224, 2, 1, 1, CLASSES));
            }
            if (type.equals(VideoModelPortObject.TYPE)) {
                return new VideoModelPortObjectSpec("network", new VideoModel.Input(32, 224, 224, 2), CLASSES, detects);
            }
            Stream<DataColumnSpec> texts = Stream.of("Path", "Label", "Model").map(name -> column(name, StringCell.TYPE));
            Stream<DataColumnSpec> numbers = Stream
                .of("Time (s)", "X1", "Y1", "X2", "Y2", "Score", "P (Label=left)", "P (Label=right)", "Top-1",
                    "GFLOPs per view", "Parameters (millions)")
                .map(name -> column(name, DoubleCell.TYPE));
            Stream<DataColumnSpec> others = Stream.of(column("Views", IntCell.TYPE),
                column("Actions", ListCell.getCollectionType(StringCell.TYPE)));
            return new DataTableSpec(Stream.of(texts, numbers, others).flatMap(columns -> columns)
                .toArray(DataColumnSpec[]::new));
        }

        private static DataColumnSpec column(String name, DataType type) {
            return new DataColumnSpecCreator(name, type).createSpec();
        }
    }

    /** Reads a video and computes, and prints what nodes would say. */
    static final class UseBoth {

        public static void main(String[] arguments) throws Exception {
            Path file = Files.writeString(Files.createTempFile("video", ".mp4"), "no video");
            List<NodeWork.Work<Object>> uses = List.of(progress -> new VideoProbe(VideoLimits.DEFAULT).scan(file),
                progress -> TorchLearning.threads());
            for (NodeWork.Work<Object> use : uses) {
                try {
                    System.out.println(NodeWork.run(new ExecutionMonitor(), use));
                } catch (Exception e) {
                    System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
                }
            }
            Files.delete(file);
        }
    }

    @Test
    void configuringANodeLoadsNeitherFfmpegNorLibtorch() throws Exception {
        Path loaded = folder.resolve("loaded.txt");

        String printed = new FreshMachine(folder).run(ConfigureAll.class, jar -> true, "-Xlog:class+load:file=" + loaded);

        assertThat(printed).isEqualToIgnoringNewLines("all are configured");
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes).anyMatch(line -> line.contains("FrameSamplerNodeFactory"));
        assertThat(classes).noneMatch(line -> line.contains(" ai.djl.") || line.contains(" org.bytedeco."));
    }

    @Test
    void withoutNativesForTheMachineTheNodeSaysSo() throws Exception {
        String printed = new FreshMachine(folder).run(UseBoth.class,
            jar -> Arrays.stream(new String[] {"linux", "windows", "macosx", "osx"}).noneMatch(
                system -> Path.of(jar).getFileName().toString().matches(".*-" + system + "[-0-9a-z_]*\\.jar")));

        assertThat(printed.lines().filter(line -> line.startsWith("KNIMEException"))).hasSize(2)
            .allMatch(line -> line.contains("do not run on this computer (" + System.getProperty("os.name"))
                && line.contains("It brings FFmpeg and libtorch for Linux on x86-64"));
        assertThat(printed).contains("libtorch cannot be loaded, as there is none for this computer");
    }

    @Test
    void aTorchOfAnotherVersionIsRefusedBeforeItIsLoaded() throws Exception {
        Path libraries = Files.createDirectories(folder.resolve("torch").resolve("lib"));
        Files.writeString(libraries.resolve(System.mapLibraryName("torch")), "loading this would fail");
        Files.writeString(folder.resolve("torch").resolve("version.py"), "__version__ = '2.5.1+cu121'");

        String printed = new FreshMachine(folder).run(UseBoth.class, jar -> true, "-DPYTORCH_LIBRARY_PATH=" + libraries);

        assertThat(printed).contains("holds libtorch 2.5.1+cu121").contains("Needed is libtorch 2.7.1");
    }
}
