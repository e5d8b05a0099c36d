package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflows of the testing feature pass, and fail where a number is off. */
class TestingWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));

    @TempDir
    private Path folder;

    /** What went wrong; nothing where the workflow passed. */
    private String errors(String workflow, String... settings) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            List<String> arguments = Stream.concat(
                Stream.of(PROJECT.resolve(TestingWorkflows.FOLDER).resolve(workflow).toString(), "--out", folder.toString()),
                Stream.of(settings).flatMap(setting -> Stream.of("--set", setting))).toList();
            assertThat(Main.run(PROJECT, arguments) == 0).isEqualTo(errors.size() == 0);
            return errors.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestingWorkflows.LEARN_MOTIONS, TestingWorkflows.DETECT_BOXES})
    void aWorkflowThatChecksItselfPasses(String workflow) {
        assertThat(errors(workflow)).isEmpty();
    }

    /** A box that overlaps its true one by less than half makes one class of two wrong: 5/6 is left of 1/2 (5/6 + 1). */
    @Test
    void aBoxThatIsOffFailsTheWorkflow() throws IOException {
        Path data = PROJECT.resolve(TestingWorkflows.FOLDER).resolve(TestingWorkflows.DETECT_BOXES).resolve("data");
        String detections = Files.readString(data.resolve("detections.csv"));
        Path moved = Files.writeString(folder.resolve("moved.csv"),
            detections.replace("0.5,0.2,0.8,0.6", "0.1,0.2,0.4,0.6"));

        // names of videos count from a list's folder
        Path truth = Files.copy(data.resolve("truth.csv"), folder.resolve("truth.csv"));

        assertThat(errors(TestingWorkflows.DETECT_BOXES, "Video Dataset Reader (detections)/list_file=" + moved,
            "Video Dataset Reader (truth)/list_file=" + truth))
            .contains("Detection Scorer", "Frame-mAP 0.4167 is below the least frame-mAP of 0.9166.");
    }

    /** What has not been trained is right by chance alone. */
    @Test
    void aNetworkThatLearnedNothingFailsTheWorkflow() {
        assertThat(errors(TestingWorkflows.LEARN_MOTIONS, "SlowFast Learner/training/epochs=1",
            "SlowFast Learner/training/warm_up_epochs=0", "SlowFast Learner/training/learning_rate=1.0E-9"))
            .contains("Action Scorer", "is below the least accuracy of 0.9.");
    }
}
