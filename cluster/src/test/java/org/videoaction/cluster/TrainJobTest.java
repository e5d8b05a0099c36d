package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.Averaging;
import org.videoaction.model.training.ClassSampling;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.FewVideos;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingPlan;

/** Trains in one process with two threads, a task each. */
@Tag("job")
class TrainJobTest {

    private static final List<String> SETTINGS = List.of("spark.ui.enabled=false", "spark.task.cpus=1");

    @TempDir
    private static Path folder;

    private static OnDemandClips clips;
    private static Path table;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(2, 1, 48, 24, 7).write(folder);
        DatasetList list = DatasetList.read(ListFormat.PATH_LABEL, folder.resolve("train.txt"), null,
            folder.resolve("classes.txt"));
        clips = OnDemandClips.of(new Recipe(new ClipSampling(new RandomClips(8, 2, 1),
            new SpatialSampling(32, 40, 32, SpatialSampling.Place.RANDOM, true)), VideoLimits.DEFAULT, Resize.FAST, 5),
            list.classes(), list.videos());
        table = folder.resolve("clips.arrow");
        clips.save(table);
    }

    private static String[] arguments(Path out, String... more) {
        return Stream.concat(Stream.of("train", "--clips", table.toString(), "--network", "slow-8x8-r50", "--width", "8",
            "--batch", "4", "--partitions", "2", "--rate", "0.01", "--warm-up", "0", "--out", out.toString()),
            Stream.of(more)).toArray(String[]::new);
    }

    private static VideoModel trained(Path out) throws IOException {
        return ModelFile.load(out.resolve("model.zip"));
    }

    private static void assertSame(VideoModel actual, VideoModel expected) {
        expected.weights().values()
            .forEach((name, values) -> assertThat(actual.weights().values().get(name)).as(name).containsExactly(values));
    }

    @Test
    void twoPartitionsAreOneProcessWithTwoPartsABatch() throws Exception {
        Path out = folder.resolve("two");
        Submission done = Submission.run("local[2]", SETTINGS,
            arguments(out, "--epochs", "2", "--validation-list", folder.resolve("test.txt").toString(), "--format",
                "PATH_LABEL"));
        assertThat(done.exitCode()).as(done.printed()).isZero();
        assertThat(done.printed()).contains("epoch 1: loss ", "epoch 2: loss ", "validation loss");

        TrainingPlan plan = new TrainingPlan(2, 4, 2, 0, new PySlowFastSchedule(0.01, 0.001, 0, new CosineDecay(2)),
            LearningRules.plain(Sgd.PYSLOWFAST), false, 1, 0, Multigrid.NONE, 1);
        VideoModel expected = alone(plan);
        VideoModel model = trained(out);
        expected.weights().values().forEach((name, values) -> assertThat(model.weights().values().get(name)).as(name)
            .containsExactly(values, within(1e-6f)));
        assertThat(model.classes()).isEqualTo(expected.classes());
        assertThat(data(model).get("training")).isEqualTo(data(expected).get("training"));
        assertThat(data(model).get("validation").list()).hasSize(6).extracting(ClipOrigin.Video::hash)
            .allMatch(hash -> hash.matches("[0-9a-f]{16}"));
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(3);
        assertThat(model.history().get(1).validation()).isNotNull();
        assertThat(model.history().get(1).validation()).isEqualTo(alone(model));
    }

    /** What this process trains. */
    private static VideoModel alone(TrainingPlan plan) throws IOException, TrainingException {
        try (ClipSource source = ClipSource.open(table)) {
            return new Trainer(TrainingClips.of(source), ModelZoo.entry("slow-8x8-r50").architecture(8, 6), plan)
                .train(Progress.NONE).model();
        }
    }

    /** What the last training of a model was on. */
    private static Map<String, ClipOrigin> data(VideoModel model) {
        return model.provenance().steps().get(0).data();
    }

    /** What this process says of a model. */
    private static Epoch.Validation alone(VideoModel model) throws IOException, TrainingException {
        DatasetList list = DatasetList.read(ListFormat.PATH_LABEL, folder.resolve("test.txt"), null,
            folder.resolve("classes.txt"));
        // an epoch of a rate of 0 changes no weight that learns, and running statistics are frozen
        LearningRules still = new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, Tuning.FROZEN_BATCH_NORM, Precision.FP32);
        TrainingPlan look = new TrainingPlan(1, 4, 4, 0, (epoch, step, steps) -> 0, still, false, 1, 0, Multigrid.NONE, 1);
        try (ClipSource source = ClipSource.open(table);
            ClipSource validation = OnDemandClips
                .of(TestViews.ONE.recipe(TestProtocol.of(new VideoModel.Input(8, 32, 32, 2)),
                    VideoLimits.DEFAULT), list.classes(), list.videos())) {
            return new Trainer(new TrainingClips(source, Optional.of(validation)), model.architecture(), look)
                .startingFrom(model).train(Progress.NONE).model().history().get(0).validation();
        }
    }

    @Test
    @Tag("cluster")
    void theRulesOfTheLearnersAreThoseOfOneProcess() throws Exception {
        Path out = folder.resolve("adam");
        Submission done = Submission.run("local[2]", SETTINGS, arguments(out, "--epochs", "2", "--optimizer", "adamw",
            "--average", "ema", "--average-decay", "0.9", "--class-sampling", "square_root", "--smoothing", "0.1"));
        assertThat(done.exitCode()).as(done.printed()).isZero();
        TrainingPlan plan = new TrainingPlan(2, 4, 2, 0, new PySlowFastSchedule(0.01, 0.001, 0, new CosineDecay(2)),
            new LearningRules(AdamW.TORCH, new Loss(0.1, List.of()), Tuning.EVERYTHING, Precision.FP32), false, 1, 0,
            Multigrid.NONE, 1).with(new Averaging.Exponential(0.9, true))
            .with(FewVideos.OFF.with(ClassSampling.SQUARE_ROOT));
        VideoModel expected = alone(plan);
        VideoModel model = trained(out);
        expected.weights().values().forEach((name, values) -> assertThat(model.weights().values().get(name)).as(name)
            .containsExactly(values, within(1e-4f)));
    }

    /** On as many threads as this process: with another number the same sums are rounded otherwise. */
    @Test
    @Tag("cluster")
    void twoExecutorsAreOneProcessWithTwoPartsABatch() throws Exception {
        Path out = folder.resolve("executors");
        String threads = "spark.executorEnv.OMP_NUM_THREADS=" + Runtime.getRuntime().availableProcessors();
        Submission done = Submission.run("local-cluster[2,1,1024]",
            List.of(SETTINGS.get(0), "spark.executor.memory=700m", threads), arguments(out, "--epochs", "2"));
        assertThat(done.exitCode()).as(done.printed()).isZero();
        VideoModel model = trained(out);
        alone(new TrainingPlan(2, 4, 2, 0, new PySlowFastSchedule(0.01, 0.001, 0, new CosineDecay(2)),
            LearningRules.plain(Sgd.PYSLOWFAST), false, 1, 0, Multigrid.NONE, 1)).weights().values()
            .forEach((name, values) -> assertThat(model.weights().values().get(name)).as(name).containsExactly(values,
                within(1e-6f)));
    }

    /** A copy of the weights for each partition, which lies on an executor's disk until the round is over. */
    @Test
    @Tag("cluster")
    void theDisksOfExecutorsHoldNoMoreThanARound() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Submission done = Submission.run("local[2]",
            List.of(SETTINGS.get(0), SETTINGS.get(1), "spark.plugins=org.videoaction.cluster.KeptShuffles",
                "spark.local.dir=" + disk, "spark.driver.extraClassPath="
                    + Path.of(TrainJobTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())),
            arguments(folder.resolve("cleaned"), "--epochs", "2"));
        assertThat(done.exitCode()).as(done.printed()).isZero();
        List<String> epochs = List.of(done.printed().split("epoch 1: loss"));
        assertThat(epochs).hasSize(2);
        assertThat(mostKept(epochs.get(1))).isPositive().isLessThanOrEqualTo(mostKept(epochs.get(0)));
    }

    /** Of shuffles at once, by {@link KeptShuffles}. */
    private static int mostKept(String printed) {
        return printed.lines().filter(line -> line.startsWith("shuffles kept: "))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 2))).max().orElseThrow();
    }

    @Test
    @Tag("cluster")
    void tasksThatFailAreComputedAgainToTheSameModel() throws Exception {
        String[] local = {"--epochs", "2", "--local-steps", "2", "--local-from", "2"};
        Submission whole = Submission.run("local[2]", SETTINGS, arguments(folder.resolve("whole"), local));
        assertThat(whole.exitCode()).as(whole.printed()).isZero();
        Submission failing = Submission.run("local[2,3]",
            List.of(SETTINGS.get(0), SETTINGS.get(1), "spark.plugins=org.videoaction.cluster.FailOnce",
                "spark.driver.extraClassPath="
                    + Path.of(TrainJobTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())),
            arguments(folder.resolve("failing"), local));
        assertThat(failing.exitCode()).as(failing.printed()).isZero();
        assertThat(failing.printed()).contains("tasks will fail once", "a task that fails once");
        assertSame(trained(folder.resolve("failing")), trained(folder.resolve("whole")));
    }

    @Test
    @Tag("cluster")
    void aDriverThatIsKilledGoesOnToTheSameModel() throws Exception {
        String[] every = {"--checkpoint-every", "1", "--epochs", "4"};
        Submission whole = Submission.run("local[2]", SETTINGS, arguments(folder.resolve("unbroken"), every));
        assertThat(whole.exitCode()).as(whole.printed()).isZero();
        Path out = folder.resolve("broken");
        Process driver = Submission.start("local[2]", SETTINGS, arguments(out, every));
        Submission.await(driver, "epoch 1: loss");
        driver.destroyForcibly().waitFor();
        assertThat(out.resolve("epoch.checkpoint")).exists();
        assertThat(out.resolve("model.zip")).doesNotExist();
        Submission second = Submission.run("local[2]", SETTINGS, arguments(out, every));
        assertThat(second.exitCode()).as(second.printed()).isZero();
        assertSame(trained(out), trained(folder.resolve("unbroken")));
    }

    @Test
    @Tag("cluster")
    void anExecutorThatIsKilledInTheMiddleChangesNoBit() throws Exception {
        String master = "local-cluster[2,1,1024]";
        List<String> settings = List.of(SETTINGS.get(0), "spark.executor.memory=700m");
        String[] more = {"--epochs", "4", "--local-steps", "2", "--local-from", "3", "--validation-list",
            folder.resolve("test.txt").toString(), "--format", "PATH_LABEL"};
        Submission undisturbed = Submission.run(master, settings, arguments(folder.resolve("undisturbed"), more));
        assertThat(undisturbed.exitCode()).as(undisturbed.printed()).isZero();
        Path out = folder.resolve("disturbed");
        Process driver = Submission.start(master, settings, arguments(out, more));
        Submission.await(driver, "epoch 1: loss");
        List<ProcessHandle> executors = Submission.executors(driver);
        assertThat(executors).hasSize(2);
        executors.get(0).destroyForcibly();
        Submission disturbed = Submission.end(driver);
        assertThat(disturbed.exitCode()).as(disturbed.printed()).isZero();
        assertThat(disturbed.printed()).contains("Lost executor", "epoch 2: loss", "epoch 4: loss");
        assertSame(trained(out), trained(folder.resolve("undisturbed")));
        assertThat(trained(out).history()).extracting(Epoch::validation).doesNotContainNull()
            .isEqualTo(trained(folder.resolve("undisturbed")).history().stream().map(Epoch::validation).toList());
    }
}
