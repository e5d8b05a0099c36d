package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.generated.WalkerVideo;

/** The example workflow that finds persons in a folder of videos, and what they do. */
class DetectOwnVideosTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOW = PROJECT.resolve(ExampleWorkflows.FOLDER)
        .resolve(ExampleWorkflows.DETECT_OWN_VIDEOS);

    @TempDir
    private Path folder;

    private Path out;
    private int exitCode;
    private String errors;
    private String printed;

    private void run(String detector, String... settings) throws IOException {
        Path videos = Files.createDirectories(folder.resolve("videos"));
        WalkerVideo.apart(2, 60, 1).write(videos.resolve("two.mp4"));
        WalkerVideo.apart(1, 60, 2).write(videos.resolve("one.mp4"));
        Files.writeString(videos.resolve("broken.mp4"), "no video");
        Path file = folder.resolve(detector);
        WalkerVideo.writeDetector(file);
        out = folder.resolve("out");
        List<String> arguments = new ArrayList<>(List.of(WORKFLOW.toString(), "--out", out.toString()));
        for (String setting : List.of("Video Dataset Reader/video_folder=" + videos, "Person Detector/detector/source=FILE",
            "Person Detector/detector/file=" + file, "Person Detector/every=0.4", "Video Model Zoo/weights=RANDOM",
            "Video Model Zoo/network=ava-slow-4x16-r50", "Video Model Zoo/width=8", "Video Model Zoo/classes=3",
            "Action Detector/short_sides=64", "Action Detector/least_probability=0",
            "Video Annotator/target/folder=" + folder.resolve("annotated"))) {
            arguments.addAll(List.of("--set", setting));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream wrong = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(wrong, true, StandardCharsets.UTF_8));
        try {
            exitCode = Main.run(PROJECT, arguments);
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
        errors = wrong.toString(StandardCharsets.UTF_8);
        printed = said.toString(StandardCharsets.UTF_8);
    }

    private List<String> table(String name) throws IOException {
        return Files.readAllLines(out.resolve(name + ".csv"));
    }

    @Test
    void personsOfAFolderAreFoundAndSaidWhatTheyDo() throws IOException {
        run("detector.onnx");
        assertThat(errors).isEmpty();
        assertThat(exitCode).isZero();
        List<String> boxes = table("person-detector-2-1");
        assertThat(boxes.get(0)).isEqualTo("Row ID,Path,Time (s),X1,Y1,X2,Y2,Score,Person,Filled in");
        // 2.4 seconds have six key frames; three walkers
        assertThat(boxes).hasSize(1 + 6 * 3);
        assertThat(boxes).filteredOn(row -> row.contains("one.mp4")).hasSize(6).allMatch(row -> row.contains(",1,false"));
        List<String> failures = table("person-detector-2-2");
        assertThat(failures).hasSize(2).element(1).asString().contains("broken.mp4", "cannot be opened as a video");
        assertThat(printed).contains("1 of 3 videos cannot be read; the second output says why");
        List<String> actions = table("action-detector-4-1");
        assertThat(actions.get(0)).startsWith("Row ID,Path,Time (s),X1,Y1,X2,Y2,Person,Labels,");
        assertThat(actions).hasSize(boxes.size());
        // everybody does everything all the time where no probability is asked for
        List<String> persons = table("action-detector-4-2");
        assertThat(persons.get(0)).isEqualTo("Row ID,Path,Person,Label,Start (s),End (s),Confidence,Key frames");
        assertThat(persons).hasSize(1 + 3 * 3).filteredOn(row -> row.contains("one.mp4,1,")).hasSize(3)
            .allMatch(row -> row.contains(",0.0,2.2,") && row.endsWith(",6"));
        assertThat(new VideoProbe(VideoLimits.DEFAULT).decode(folder.resolve("annotated/two.mp4")).info().frames())
            .isEqualTo(60);
    }

    @Test
    void aTorchScriptFileIsADetectorTooWithTheSizeThatItIsSaidToTake() throws IOException {
        run("detector.pt", "Person Detector/input_size=160 x 96", "Person Detector/track=false");
        assertThat(errors).isEmpty();
        assertThat(table("person-detector-2-1")).hasSize(1 + 6 * 3).element(1).asString().endsWith(",,false");
        assertThat(table("action-detector-4-2")).hasSize(1);
    }

    @Test
    void aFileThatIsNoDetectorIsNamed() throws IOException {
        run("detector.onnx", "Person Detector/form=RT_DETR");
        assertThat(exitCode).isEqualTo(1);
        assertThat(errors).contains("detector.onnx", "not of the form that was chosen, RT-DETR", "It looks like YOLOv5");
    }
}
