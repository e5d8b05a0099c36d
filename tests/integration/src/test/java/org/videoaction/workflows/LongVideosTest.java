package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

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
        Path list = Files.writeString(folder.resolve("long.txt"), "test/spin_0.mp4 0\nnowhere.mp4 0\n");
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
}
