package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** The saved workflow that reads another program's weights. */
class ReadModelTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOW = PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.READ_MODEL);

    @TempDir
    private Path out;

    private int run(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(WORKFLOW.toString(), "--out", out.toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", "Video Model Reader/" + setting));
        }
        return Main.run(PROJECT, arguments);
    }

    private VideoModel model() throws IOException {
        return ModelFile.load(out.resolve("video-model-reader-1-1.model.zip"));
    }

    @Test
    void theModelIsRead() throws IOException {
        assertThat(run()).isZero();
        assertThat(model().architecture()).isEqualTo(new ChannelSeparated(Interaction.REDUCED, 50, 2, 1e-3, 0.5, 3));
        assertThat(model().classes().names()).containsExactly("walk", "run", "jump");
    }

    @Test
    void settingsSayWhatTheFileDoesNot() throws IOException {
        Path names = Files.writeString(out.resolve("names.txt"), "sit\nstand\n");
        assertThat(run("class_file=" + names, "normalisation=PYSLOWFAST", "crop_size=64", "network=ir-csn-50")).isZero();
        assertThat(model().classes().names()).containsExactly("sit", "stand");
        assertThat(model().preprocessing()).isEqualTo(Preprocessing.KINETICS);
        assertThat(model().input()).isEqualTo(new VideoModel.Input(32, 64, 64, 2));
    }

    @Test
    void aWrongFileEndsTheRun() throws IOException {
        Path wrong = Files.writeString(out.resolve("wrong.pth"), "no weights");
        assertThat(run("file=" + wrong)).isNotZero();
    }
}
