package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.spark.SparkFolder;
import org.videoaction.model.spark.SparkRun;
import org.videoaction.model.spark.SparkSubmission;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingPlan;

/**
 * One list scored by this process on one thread, and by one and two executors of one core each, once more for twice the list;
 * and an epoch of training in rounds, beside the same steps in this process.
 */
final class ScaleBenchmark implements Benchmark {

    private static final String VIDEOS = "--videos";
    private static final int FEW = 200;
    private static final int BATCH = 8;
    private static final int STEPS = 16;
    private static final int EPOCHS = 3;

    @Override
    public void run(Setting setting) throws IOException {
        int option = setting.options().indexOf(VIDEOS);
        int videos = option >= 0 && option + 1 < setting.options().size()
            ? Integer.parseInt(setting.options().get(option + 1)) : FEW;
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slow-8x8-r50").architecture(8, 4),
            new VideoModel.Input(8, 64, 64, 2), Classes.numbered(4), 1);
        Path project = setting.peers().toAbsolutePath().getParent().getParent().getParent();
        System.out.printf(Locale.ROOT, "%-24s %8s %10s %12s%n", "", "videos", "seconds", "a second");
        for (int count : new int[] {videos, 2 * videos}) {
            List<ListedVideo> list = listed(setting, count);
            double alone = seconds(() -> score(model, list));
            print("one process", count, alone);
            for (int executors = 1; executors <= 2; executors++) {
                String master = "local-cluster[" + executors + ",1,1024]";
                double taken = seconds(() -> submit(project, master, model, list));
                print(executors + " executors", count, taken);
                System.out.printf(Locale.ROOT, "scale-%d-of-%d ratio %.3f%n", executors, count, taken / alone);
            }
        }
        rounds(setting, project);
    }

    /** Seconds a step of small clips, so that what a round costs beside its computing shows. */
    private static void rounds(Setting setting, Path project) throws IOException {
        Path folder = Files.createTempDirectory("rounds");
        Path clips = folder.resolve("clips.arrow");
        List<ListedVideo> list = new ArrayList<>();
        for (ListedVideo video : listed(setting, STEPS * BATCH)) {
            String label = String.valueOf(list.size() % 4);
            list.add(new ListedVideo(video.video(), label, List.of(label), null, 0, null));
        }
        new VideoSampler(new Recipe(new ClipSampling(new UniformClips(8, 2, 1),
            new SpatialSampling(64, 64, 64, SpatialSampling.Place.CENTRE, false)), VideoLimits.DEFAULT, Resize.FAST, 1), 1)
            .sample(list, Classes.numbered(4), clips, Progress.NONE);
        TrainingPlan plan = new TrainingPlan(EPOCHS, BATCH, BATCH / 2, 0,
            new PySlowFastSchedule(0.01, 0.001, 0, new CosineDecay(EPOCHS)), LearningRules.plain(Sgd.PYSLOWFAST), false, 1,
            0, Multigrid.NONE, 1);
        double alone;
        try (ClipSource source = ClipSource.open(clips)) {
            alone = lastStep(new Trainer(TrainingClips.of(source), ModelZoo.entry("slow-8x8-r50").architecture(8, 4), plan)
                .train(Progress.NONE).model());
        } catch (TrainingException e) {
            throw new IOException(e.getMessage(), e);
        }
        System.out.printf(Locale.ROOT, "%-24s %8s %10.3f%n", "step of one process", "", alone);
        for (int steps : new int[] {1, 4}) {
            Path out = folder.resolve("out" + steps);
            SparkRun.of(
                new SparkSubmission(Optional.of(project.resolve("tests/spark-home/target")), "local-cluster[2,1,1024]",
                    List.of("spark.executor.memory=700m"), project.resolve("cluster/target/videoaction-spark-1.0.0.jar"),
                    List.of("train", "--clips", clips.toString(), "--network", "slow-8x8-r50", "--width", "8", "--batch",
                        String.valueOf(BATCH), "--partitions", "2", "--epochs", String.valueOf(EPOCHS), "--rate", "0.01",
                        "--warm-up", "0",
                        "--local-steps", String.valueOf(steps), "--out", out.toString())),
                Progress.NONE, said -> {});
            double step = lastStep(ModelFile.load(out.resolve("model.zip")));
            System.out.printf(Locale.ROOT, "%-24s %8s %10.3f%n", "step, " + steps + " a round", "", step);
            System.out.printf(Locale.ROOT, "scale-round-%d ratio %.3f%n", steps, step / alone);
        }
    }

    /** Of the last epoch, when all is loaded and compiled. */
    private static double lastStep(VideoModel trained) {
        return trained.history().get(EPOCHS - 1).seconds() / STEPS;
    }

    private static List<ListedVideo> listed(Setting setting, int count) throws IOException {
        List<Path> files = ScoredVideos.generated(setting.videos()).files();
        List<ListedVideo> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(new ListedVideo(files.get(i % files.size()), null));
        }
        return list;
    }

    private static void score(VideoModel model, List<ListedVideo> list) throws IOException {
        try (ClipSource clips = OnDemandClips.of(TestViews.THREE.recipe(model.test(), VideoLimits.DEFAULT), model.classes(),
            list)) {
            new VideoScorer(model, 1).score(clips, Progress.NONE, clip -> {}, score -> {});
        }
    }

    /** With all that belongs to it, from the start of Spark to the rows in a file. */
    private static void submit(Path project, String master, VideoModel model, List<ListedVideo> list) throws IOException {
        SparkFolder folder = new SparkFolder(Files.createTempDirectory("scale"));
        SparkRun.of(new SparkSubmission(Optional.of(project.resolve("tests/spark-home/target")), master,
            List.of("spark.executor.memory=700m"), project.resolve("cluster/target/videoaction-spark-1.0.0.jar"),
            folder.prepare(model, list, TestViews.THREE)), Progress.NONE, said -> {});
    }

    /** What is timed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    }

    private static void print(String name, int videos, double seconds) {
        System.out.printf(Locale.ROOT, "%-24s %8d %10.1f %12.2f%n", name, videos, seconds, videos / seconds);
    }
}
