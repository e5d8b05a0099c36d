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
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.spark.SparkFolder;
import org.videoaction.model.spark.SparkRun;
import org.videoaction.model.spark.SparkSubmission;

/** One list scored by this process on one thread, and by one and two executors of one core each, once more for twice the list. */
final class ScaleBenchmark implements Benchmark {

    private static final String VIDEOS = "--videos";
    private static final int FEW = 200;

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
