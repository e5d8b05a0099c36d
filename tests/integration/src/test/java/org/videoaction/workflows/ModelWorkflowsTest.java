package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** The saved workflows that go on from a model, score with one, or compare several, on a small set of videos. */
class ModelWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOWS = PROJECT.resolve(ExampleWorkflows.FOLDER);

    @TempDir
    private static Path videos;

    private static Path model;

    @TempDir
    private Path out;

    /** A model of a thin network that has learned next to nothing. */
    @BeforeAll
    static void trainAModel() throws IOException {
        new MotionVideos(2, 1, 7).write(videos);
        Path trained = Files.createDirectory(videos.resolve("trained"));
        assertThat(run(ExampleWorkflows.TRAIN_SCORE_EVALUATE, trained, lists(), learner("SlowFast Learner"))).isZero();
        model = trained.resolve("slowfast-learner-5-1.model.zip");
    }

    private static List<String> lists() {
        List<String> settings = new ArrayList<>();
        for (String part : List.of("train", "test")) {
            settings.add("Video Dataset Reader (" + part + ")/list_file=" + videos.resolve(part + ".txt"));
            settings.add("Video Dataset Reader (" + part + ")/class_file=" + videos.resolve("classes.txt"));
        }
        return settings;
    }

    private static List<String> learner(String node) {
        return List.of(node + "/width=8", node + "/training/warm_up_epochs=0", node + "/training/epochs=1");
    }

    @SafeVarargs
    private static int run(String workflow, Path out, List<String>... settings) {
        List<String> arguments = new ArrayList<>(List.of(WORKFLOWS.resolve(workflow).toString(), "--out", out.toString()));
        for (List<String> some : settings) {
            some.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        }
        return Main.run(PROJECT, arguments);
    }

    @Test
    void aModelIsTrainedFurtherForOtherClasses() throws IOException {
        // the same videos with the classes 0 to 2 as "straight", the others as "turning"
        Path classes = Files.writeString(out.resolve("classes.txt"), "straight\nturning\n");
        List<String> settings = new ArrayList<>(List.of("Video Model Reader/file=" + model));
        for (String part : List.of("train", "test")) {
            List<String> lines = Files.readAllLines(videos.resolve(part + ".txt")).stream()
                .map(line -> line.replaceFirst(" [0-2]$", " 0").replaceFirst(" [3-5]$", " 1")).toList();
            Path list = Files.write(videos.resolve("two-" + part + ".txt"), lines);
            settings.add("Video Dataset Reader (" + part + ")/list_file=" + list);
            settings.add("Video Dataset Reader (" + part + ")/class_file=" + classes);
        }

        assertThat(run(ExampleWorkflows.FINE_TUNE, out, settings, List.of("SlowFast Learner/training/epochs=1",
            "SlowFast Learner/training/warm_up_epochs=0"))).isZero();

        VideoModel before = ModelFile.load(model);
        VideoModel tuned = ModelFile.load(out.resolve("slowfast-learner-6-1.model.zip"));
        assertThat(tuned.classes().names()).containsExactly("straight", "turning");
        assertThat(((SlowFast) tuned.architecture()).width()).isEqualTo(8);
        // the first convolutions are frozen, the others learn
        assertThat(tuned.weights().values().get("slow.stem.conv.weight"))
            .isEqualTo(before.weights().values().get("slow.stem.conv.weight"));
        assertThat(Files.readAllLines(out.resolve("action-scorer-8-2.csv"))).hasSize(1 + 2);
    }

    @Test
    void networksAreCompared() throws IOException {
        assertThat(run(ExampleWorkflows.COMPARE_NETWORKS, out, lists(), learner("SlowFast Learner (both pathways)"),
            learner("CSN Learner"), learner("SlowFast Learner (Slow only)"), List.of("Video Model Zoo/width=8"))).isZero();
        for (String network : List.of("slowfast", "csn", "slow-only")) {
            assertThat(onlyFile("action-scorer-" + network + "-1.csv")).content().startsWith("Row ID,Top-1,")
                .hasLineCount(2);
        }
        assertThat(onlyFile("model-comparison-\\d+-1.csv")).content().hasLineCount(1 + 3).contains("ir-CSN-50, width 8",
            "Slow-only R50, width 8");
        assertThat(ModelFile.load(onlyFile("slowfast-learner-slow-only-1.model.zip")).architecture().displayName())
            .isEqualTo("Slow-only R50, width 8");
        assertThat(ModelFile.load(onlyFile("csn-learner-\\d+-1.model.zip")).architecture().displayName())
            .isEqualTo("ir-CSN-50, width 8");
    }

    /** As a schedule would run it, by workflow variables; a setting that is changed by hand leaves its variable. */
    @Test
    void theVideosOfAFolderAreScored() throws IOException {
        Path folder = videos.resolve("test");
        Files.writeString(folder.resolve("unfinished.mp4"), "not a video");
        assertThat(Main.run(PROJECT, List.of(WORKFLOWS.resolve(ExampleWorkflows.SCORE_FOLDER).toString(),
            "--variable", "videos=" + folder, "--variable", "model=nowhere.zip", "--out", out.toString(),
            "--set", "Video Model Reader/file=" + model))).isZero();

        List<String> predictions = Files.readAllLines(onlyFile("action-predictor-\\d+-1.csv"));
        assertThat(predictions).hasSize(1 + 7).filteredOn(row -> row.contains("unfinished.mp4")).singleElement().asString()
            .contains("cannot be opened as a video");
        assertThat(predictions.get(1)).contains(folder.resolve("grow_0.mp4").toString(), ",30,");
        assertThat(Files.readAllLines(onlyFile("frame-sampler-\\d+-2.csv"))).hasSize(1 + 7)
            .anyMatch(line -> line.contains("unfinished.mp4,,0,failed"));
    }

    /** Three nodes give what four give whose settings say the same. */
    @Test
    void aNetworkOfTheZooRecognizesTheVideosOfAFolder() throws IOException {
        Path folder = videos.resolve("test");
        Files.writeString(folder.resolve("unfinished.mp4"), "not a video");
        List<String> three = new ArrayList<>(List.of(WORKFLOWS.resolve(ExampleWorkflows.RECOGNIZE_FOLDER).toString(),
            "--variable", "videos=" + folder, "--out", out.resolve("three").toString()));
        for (String setting : List.of("weights=RANDOM", "network=slowfast-4x16-r50", "classes=6", "width=8", "crop_size=64",
            "frames=16", "stride=2", "seed=3")) {
            three.addAll(List.of("--set", "Video Model Zoo/" + setting));
        }
        Path random = out.resolve("random.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 6),
            new VideoModel.Input(16, 64, 64, 2), Classes.numbered(6), 3), random);
        List<String> four = List.of(WORKFLOWS.resolve(ExampleWorkflows.SCORE_FOLDER).toString(),
            "--variable", "videos=" + folder, "--variable", "model=" + random, "--out", out.resolve("four").toString());

        assertThat(Main.run(PROJECT, three)).isZero();
        assertThat(Main.run(PROJECT, four)).isZero();

        List<String> found = predictions(out.resolve("three"));
        assertThat(found).hasSize(7).filteredOn(row -> row.contains("unfinished.mp4")).singleElement().asString()
            .contains("cannot be opened as a video");
        assertThat(found).filteredOn(row -> !row.contains("unfinished.mp4")).isEqualTo(
            predictions(out.resolve("four")).stream().filter(row -> !row.contains("unfinished.mp4")).toList())
            .allMatch(row -> row.contains(",30,"));
    }

    /** Without the rows' keys. */
    private static List<String> predictions(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            Path table = files.filter(file -> file.getFileName().toString().matches("action-predictor-\\d+-1.csv"))
                .findFirst()
                .orElseThrow();
            return Files.readAllLines(table).stream().skip(1).map(row -> row.substring(row.indexOf(',') + 1)).toList();
        }
    }

    @Test
    void withoutVariablesTheFolderIsAskedFor() {
        assertThat(Main.run(PROJECT, List.of(WORKFLOWS.resolve(ExampleWorkflows.SCORE_FOLDER).toString(), "--out",
            out.toString()))).isEqualTo(1);
        assertThat(Main.run(PROJECT, List.of(WORKFLOWS.resolve(ExampleWorkflows.SCORE_FOLDER).toString(), "--out",
            out.toString(), "--variable", "folder=x"))).isEqualTo(2);
    }

    private Path onlyFile(String name) throws IOException {
        try (var files = Files.list(out)) {
            List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
            assertThat(found).as(name).hasSize(1);
            return found.get(0);
        }
    }
}
