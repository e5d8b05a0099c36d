package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeFactory;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.learn.SlowFastLearnerNodeFactory;
import org.videoaction.knime.learn.VideoModelZooNodeFactory;
import org.videoaction.knime.learn.X3dLearnerNodeFactory;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** Training with validation, checkpoints and a model to start from, as workflows. */
class TrainingWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(2, 1, 7).write(videos);
    }

    private WrittenNode clips(WorkflowWriter workflow, String part) {
        WrittenNode list = workflow.node(VideoDatasetReaderNodeFactory.class)
            .set("format", "PATH_LABEL").set("list_file", videos.resolve(part + ".txt").toString())
            .set("class_file", videos.resolve("classes.txt").toString());
        WrittenNode sampler = node(workflow, FrameSamplerNodeFactory.class, Map.of("clips_for", "CUSTOM",
            "flip", "false", "keeping", "WRITTEN", "frames", "8", "stride", "2", "short_side", "48", "largest_short_side",
            "48", "crop_size", "48"));
        workflow.connect(list, 1, sampler, 1);
        return sampler;
    }

    private static WrittenNode node(WorkflowWriter workflow, Class<? extends NodeFactory<?>> factory,
        Map<String, String> settings) {
        WrittenNode node = workflow.node(factory);
        settings.forEach(node::set);
        return node;
    }

    /** A learner with two epochs of a thin network. */
    private static WrittenNode learner(WorkflowWriter workflow) {
        return node(workflow, SlowFastLearnerNodeFactory.class, Map.of("alpha", "4", "width", "8", "training/epochs", "2",
            "training/warm_up_epochs", "0", "training/batch_size", "4"));
    }

    private int run(WorkflowWriter workflow, String... settings) throws Exception {
        workflow.write(folder.resolve("workflow"));
        return run(settings);
    }

    private int run(String... settings) {
        List<String> arguments = new ArrayList<>(
            List.of(folder.resolve("workflow").toString(), "--out", folder.resolve("out").toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return Main.run(PROJECT, arguments);
    }

    /** A table that a node gave, by the names of its columns. */
    private Map<String, List<String>> table(String name) throws IOException {
        List<String[]> rows = Files.readAllLines(folder.resolve("out").resolve(name)).stream().map(row -> row.split(",", -1))
            .toList();
        return Arrays.stream(rows.get(0)).collect(Collectors.toMap(column -> column, column -> rows.stream().skip(1)
            .map(row -> row[List.of(rows.get(0)).indexOf(column)]).toList()));
    }

    private VideoModel model(int node) throws IOException {
        return ModelFile.load(folder.resolve("out/slowfast-learner-" + node + "-1.model.zip"));
    }

    @Test
    void validationIsInTheHistoryAndExecutingAgainGoesOnAtTheCheckpoint() throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode train = clips(workflow, "train");
        WrittenNode test = clips(workflow, "test");
        WrittenNode learner = learner(workflow).set("training/checkpoints/folder", checkpoints.toString())
            .set("training/checkpoints/tensorboard", "true")
            .set("training/reference_batch_size", "8").set("training/learning_rate", "0.1")
            .set("training/validation/every_epochs", "2").port("Validation clips", ClipTablePortObject.TYPE);
        workflow.connect(train, 1, learner, 1).connect(test, 1, learner, 2);

        assertThat(run(workflow)).isZero();

        Map<String, List<String>> history = table("slowfast-learner-5-2.csv");
        // half the peak at half the cosine for batches of half the reference, at the last of three steps
        double last = 0.05 * (Math.cos(Math.PI * (2 - 1.0 / 3) / 2) + 1) / 2;
        assertThat(Double.parseDouble(history.get("Learning rate").get(1))).isCloseTo(last, within(1e-15));
        assertThat(history.get("Validation loss").get(0)).isEmpty();
        assertThat(Double.parseDouble(history.get("Validation loss").get(1))).isPositive();
        assertThat(history.get("Validation mAP")).as("clips of one class each").containsOnly("");
        assertThat(Double.parseDouble(history.get("Top-5").get(1))).isBetween(0.0, 1.0);
        assertThat(checkpoints.resolve("tensorboard")).isDirectoryContaining("glob:**/events.out.tfevents.*");
        assertThat(checkpoints).isDirectoryContaining("glob:**/epoch.checkpoint")
            .isDirectoryContaining("glob:**/best.zip");
        VideoModel trained = model(5);

        assertThat(run(workflow)).isZero();

        assertThat(table("slowfast-learner-5-2.csv")).isEqualTo(history);
        assertThat(model(5).weights().values().get("head.fc.weight"))
            .isEqualTo(trained.weights().values().get("head.fc.weight"));
        assertThat(run(workflow, "SlowFast Learner/training/seed=2")).as("another seed").isNotZero();
    }

    @Test
    void withSeveralLabelsTheHistoryHasTheAveragePrecisionOfTheEpochsThatWereValidated() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode train = clips(workflow, "train");
        WrittenNode test = clips(workflow, "test");
        WrittenNode learner = learner(workflow).set("training/loss/labels", "SEVERAL")
            .set("training/validation/every_epochs", "2").port("Validation clips", ClipTablePortObject.TYPE);
        workflow.connect(train, 1, learner, 1).connect(test, 1, learner, 2);

        assertThat(run(workflow)).isZero();

        List<String> precision = table("slowfast-learner-5-2.csv").get("Validation mAP");
        assertThat(precision.get(0)).isEmpty();
        // of six clips of six classes each is one of a class: at worst all are in the last place
        assertThat(Double.parseDouble(precision.get(1))).isBetween(1 / 6.0, 1.0);
        assertThat(model(5).history().get(1).validation().meanAveragePrecision())
            .isEqualTo(Double.parseDouble(precision.get(1)));
    }

    @Test
    void aModelIsTrainedFurtherWithItsFrozenStagesAsTheyWere() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode train = clips(workflow, "train");
        WrittenNode first = learner(workflow).set("training/few_videos/mixup_alpha", "0.8");
        WrittenNode second = learner(workflow).set("width", "64").set("training/fine_tuning/frozen_stages", "4")
            .set("training/computing/clips_at_once", "2").port("Model to start from", VideoModelPortObject.TYPE);
        workflow.connect(train, 1, first, 1).connect(train, 1, second, 1).connect(first, 1, second, 2);

        assertThat(run(workflow)).isZero();

        assertThat(folder.resolve("out/views/slowfast-learner-3.html")).content()
            .containsPattern("\"mixed\":\\[\\{\"labels\":\"\\w+ \\d+%.*data:image/jpeg");
        assertThat(folder.resolve("out/views/slowfast-learner-4.html")).content().contains("\"mixed\":[]");
        Map<String, float[]> before = model(3).weights().values();
        Map<String, float[]> after = model(4).weights().values();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.get("slow.res4.0.a.conv.weight")).isEqualTo(before.get("slow.res4.0.a.conv.weight"));
        assertThat(after.get("slow.res4.0.a.bn.running_mean")).isEqualTo(before.get("slow.res4.0.a.bn.running_mean"));
        assertThat(after.get("slow.res5.0.a.conv.weight")).isNotEqualTo(before.get("slow.res5.0.a.conv.weight"));
    }

    /** Six classes: by chance one clip in six is right. */
    @Test
    void anX3dLearnsFromScratchAndOneOfTheZooIsTrainedFurther() throws Exception {
        Map<String, String> training = Map.of("training/epochs", "20", "training/warm_up_epochs", "2",
            "training/batch_size", "4", "training/learning_rate", "0.05", "training/dropout", "0");
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode train = clips(workflow, "train");
        WrittenNode first = node(workflow, X3dLearnerNodeFactory.class, training).set("base_width", "4")
            .set("depth_factor", "1");
        WrittenNode zoo = node(workflow, VideoModelZooNodeFactory.class, Map.of("weights", "RANDOM", "network", "x3d-xs",
            "width", "8", "frames", "8", "stride", "2", "crop_size", "48", "classes", "3"));
        WrittenNode second = node(workflow, X3dLearnerNodeFactory.class, training).set("training/epochs", "3")
            .port("Model to start from", VideoModelPortObject.TYPE);
        workflow.connect(train, 1, first, 1).connect(train, 1, second, 1).connect(zoo, 1, second, 2);

        assertThat(run(workflow)).isZero();

        assertThat(folder.resolve("out/views/video-model-zoo-4.html")).content().contains("X3D, 26 blocks, width 8", "res5");
        VideoModel trained = ModelFile.load(folder.resolve("out/x3d-learner-3-1.model.zip"));
        assertThat(trained.architecture().displayName()).isEqualTo("X3D, 11 blocks, width 8");
        assertThat(Double.parseDouble(table("x3d-learner-3-2.csv").get("Top-1").get(19))).isGreaterThan(0.5);
        // ceil(2.2 x 1), ceil(2.2 x 2), ceil(2.2 x 5) and ceil(2.2 x 3)
        assertThat(ModelFile.load(folder.resolve("out/x3d-learner-5-1.model.zip")).architecture().displayName())
            .isEqualTo("X3D, 26 blocks, width 8");
    }

    @Test
    void aLearnerFromBeforeTheseSettingsExistedStillRuns() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        workflow.connect(clips(workflow, "train"), 1, learner(workflow), 1);
        workflow.write(folder.resolve("workflow"));
        Path settings = folder.resolve("workflow/SlowFast Learner (#3)/settings.xml");
        String then = Files.readString(settings)
            .replaceAll("(?s)<config key=\"(schedule|loss|fine_tuning|validation|computing|checkpoints)\">.*?</config>", "")
            .replaceAll("<entry key=\"reference_batch_size\"[^>]*>", "");
        assertThat(then).doesNotContain("checkpoints", "reference_batch_size").contains("batch_size");
        Files.writeString(settings, then);

        assertThat(run()).isZero();
        assertThat(table("slowfast-learner-3-2.csv").get("Epoch")).containsExactly("1", "2");
    }

    @Test
    void whereAllVideosAreBrokenNothingIsTrained() throws Exception {
        Files.writeString(videos.resolve("bad.mp4"), "not a video");
        Files.writeString(videos.resolve("bad.txt"), "bad.mp4 0\nbad.mp4 1\n");
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        workflow.connect(clips(workflow, "bad"), 1, learner(workflow), 1);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(workflow)).isNotZero();
        } finally {
            System.setErr(before);
        }
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("None of the 2 videos can be decoded", "bad.mp4");
    }
}
