package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.ExecutionMonitor;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.TorchLearning;

/** When the libraries that are made for a machine are loaded, and what is said where there are none. */
class NativesTest {

    @TempDir
    private Path folder;

    /** Configures every node with inputs as other nodes give them. */
    static final class ConfigureAll {

        public static void main(String[] arguments) throws Exception {
            for (String factory : Settings.factories()) {
                Workbench.configure(factory, settings -> {}, Workbench.inputs(factory));
            }
            System.out.println("all are configured");
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
        assertThat(classes).noneMatch(
            line -> line.contains(" ai.djl.") || line.contains(" ai.onnxruntime.") || line.contains(" org.bytedeco."));
    }

    /** Tries twice to make a clip table: the second time Java only says that a class could not be initialized. */
    static final class WriteClips {

        public static void main(String[] arguments) throws Exception {
            Path file = Files.createTempDirectory("clips").resolve("clips.arrow");
            for (int i = 0; i < 2; i++) {
                try {
                    NodeWork.run(new ExecutionMonitor(), progress -> {
                        new ClipTableWriter(file, new ClipSpec(3, 2, 4, 4, 1, 1, 1, Classes.of("a"))).close();
                        return null;
                    });
                } catch (Exception e) {
                    System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
                }
            }
        }
    }

    @Test
    void withoutTheFlagForArrowTheNodeSaysWhereItBelongs() throws Exception {
        String printed = new FreshMachine(folder, List.of()).run(WriteClips.class, jar -> true);

        assertThat(printed.lines().filter(line -> line.startsWith("KNIMEException"))).hasSize(2)
            .allMatch(
                line -> line.contains("Add the line --add-opens=java.base/java.nio=ALL-UNNAMED to the file knime.ini"));
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

    /** Prints what computes where nothing is chosen. */
    static final class Choose {

        public static void main(String[] arguments) {
            System.out.println(ScoringDevice.AUTOMATIC.here().title());
        }
    }

    @Test
    void withoutLibtorchForTheMachineNetworksAreComputedByOnnxRuntime() throws Exception {
        String printed = new FreshMachine(folder).run(Choose.class, jar -> !jar.contains("pytorch-native"));

        assertThat(printed).isEqualToIgnoringNewLines("CPU, ONNX Runtime");
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
