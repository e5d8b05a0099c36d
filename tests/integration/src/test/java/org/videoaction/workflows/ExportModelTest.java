package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** The workflow that writes a model of the zoo in every format. */
class ExportModelTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOW = PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.EXPORT_MODEL);

    @TempDir
    private Path folder;

    private Path file(ExportFormat format) {
        return folder.resolve("files").resolve("model." + format.extension());
    }

    private int run(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(WORKFLOW.toString(), "--out", folder.resolve("out").toString()));
        for (ExportFormat format : ExportFormat.values()) {
            String node = "Video Model Writer (" + format.name().toLowerCase(Locale.ROOT) + ")";
            arguments.addAll(List.of("--set", node + "/file=" + file(format)));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return Main.run(PROJECT, arguments);
    }

    @Test
    void everyFormatIsWrittenAndListedWithItsSize() throws IOException {
        assertThat(run()).isZero();

        for (ExportFormat format : ExportFormat.values()) {
            String name = format.name().toLowerCase(Locale.ROOT);
            assertThat(Files.readAllLines(folder.resolve("out/video-model-writer-" + name + "-1.csv")))
                .containsExactly("Row ID,Path,Format,Size (bytes)",
                    "Row0," + file(format) + "," + format + "," + Files.size(file(format)));
        }
        VideoModel model = ModelFile.load(file(ExportFormat.MODEL));
        assertThat(model.classes().names()).containsExactly("walk", "run", "jump");
        assertThat(model.input()).isEqualTo(new VideoModel.Input(32, 64, 64, 2));
        assertThat(model.architecture().displayName()).isEqualTo("SlowFast R50, alpha 8, beta 1/8, width 16");
    }

    @Test
    void theZooSaysWhatItsNetworkCosts() throws IOException {
        assertThat(run("Video Model Zoo/width=0", "Video Model Zoo/class_names=", "Video Model Zoo/crop_size=256",
            "Video Model Zoo/network=fast-32x2-r50")).isZero();

        String row = Files.readAllLines(folder.resolve("out/video-model-zoo-1-2.csv")).get(1);
        assertThat(row).startsWith("fast-32x2-r50,\"Fast-only R50, width 8\",400,616952,").endsWith(",6.4");
        // PySlowFast's Fast pathway alone: 34.2 - 27.3 in the paper's table 5a
        assertThat(Double.parseDouble(row.split(",")[5])).isCloseTo(6.9, offset(0.05));
    }

    @Test
    void theSameSeedGivesTheSameFilesAndAnotherOneOthers() throws IOException {
        run();
        byte[] first = Files.readAllBytes(file(ExportFormat.ONNX));
        run();
        assertThat(Files.readAllBytes(file(ExportFormat.ONNX))).isEqualTo(first);
        run("Video Model Zoo/seed=2");
        assertThat(Files.readAllBytes(file(ExportFormat.ONNX))).isNotEqualTo(first);
    }

    @Test
    void aFileThatExistsFailsTheNodeAndStays() throws IOException {
        Files.createDirectories(file(ExportFormat.ONNX).getParent());
        Files.writeString(file(ExportFormat.ONNX), "old");

        assertThat(run("Video Model Writer (onnx)/if_exists=FAIL")).isEqualTo(1);

        assertThat(file(ExportFormat.ONNX)).hasContent("old");
        assertThat(file(ExportFormat.TORCHSCRIPT)).exists();
    }
}
