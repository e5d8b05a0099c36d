package org.videoaction.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ScoringReport;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScorer;

/**
 * The way of many videos through Video Reader, Frame Sampler and Action Predictor: looked into, sampled on demand, scored
 * by a tiny network with one view each. A few short files are listed again and again.
 */
final class LoadRun {

    private static final int FRAMES = 8;
    private static final int SIDE = 32;
    private static final int THUMBNAIL = 64;
    private static final int WIDTH = 4;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private LoadRun() {
    }

    /** Something that goes through all videos. */
    private interface Stage {
        void run(Progress progress) throws IOException;
    }

    /** @param args the folder of generated videos, and how many videos are listed */
    public static void main(String[] args) throws IOException {
        List<Path> files = files(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        List<Path> videos = IntStream.range(0, count).mapToObj(i -> files.get(i % files.size())).toList();
        Path folder = Files.createTempDirectory("load-benchmark");
        Path table = folder.resolve("clips.arrow");
        try {
            System.out.printf(Locale.ROOT, "%d videos, heap of at most %d MiB, %d threads%n", count,
                Runtime.getRuntime().maxMemory() >> 20, THREADS);
            measure("survey", progress -> survey(videos, progress));
            measure("sample", progress -> sample(videos, table, progress));
            measure("score", progress -> score(table, count, progress));
        } finally {
            Files.deleteIfExists(table);
            Files.delete(folder);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        Path test = MotionTraining.videos(folder.resolve("demo"), new MotionVideos(0, 1, 1)).resolve("test");
        try (var listed = Files.list(test)) {
            return listed.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
        }
    }

    private static List<ListedVideo> listed(List<Path> videos) {
        return videos.stream().map(video -> new ListedVideo(video, null)).toList();
    }

    private static void survey(List<Path> videos, Progress progress) {
        List<Path> broken = new ArrayList<>();
        new VideoSurvey(false, THUMBNAIL, VideoLimits.DEFAULT, THREADS).survey(listed(videos), progress, video -> {
            if (video.thumbnail() == null) {
                broken.add(video.video());
            }
        });
        require(broken.isEmpty(), broken.size() + " videos have no thumbnail");
    }

    private static void sample(List<Path> videos, Path table, Progress progress) throws IOException {
        Recipe recipe = new Recipe(new ClipSampling(new UniformClips(FRAMES, 2, 1),
            new SpatialSampling(SIDE, SIDE, SIDE, Place.CENTRE, false)), VideoLimits.DEFAULT, Resize.FAST, 0);
        int sampled = new VideoSampler(recipe, THREADS).sampleOnDemand(
            listed(videos), Classes.NONE, table, progress).size();
        require(sampled == videos.size(), sampled + " videos were sampled");
    }

    private static void score(Path table, int count, Progress progress) throws IOException {
        SlowFast network = SlowFast.plain(50, 4, 4, WIDTH, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 4);
        VideoModel model = VideoModel.untrained(network, new VideoModel.Input(FRAMES, SIDE, SIDE, 2),
            Classes.of("a", "b", "c", "d"), 1);
        try (ClipSource clips = ClipSource.open(table)) {
            ScoringReport report = new VideoScorer(model, ScoringSettings.AUTOMATIC).score(clips, progress, clip -> {},
                score -> {});
            require(report.videos() == count && report.broken() == 0, report.summary());
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException(problem);
        }
    }

    /** Prints time and memory after a quarter, the half and all of a stage. */
    private static void measure(String name, Stage stage) throws IOException {
        long start = System.nanoTime();
        double[] marks = {0.25, 0.5, 1};
        int[] passed = {0};
        stage.run((fraction, message) -> {
            while (passed[0] < marks.length && fraction >= marks[passed[0]]) {
                print(name, marks[passed[0]++], start);
            }
        });
        System.out.printf(Locale.ROOT, "load-%s seconds %.1f%n", name, (System.nanoTime() - start) / 1e9);
    }

    private static void print(String name, double share, long start) {
        try {
            System.out.printf(Locale.ROOT, "load-%s at %.0f%% seconds %.1f resident MiB %.0f peak %.0f%n", name, 100 * share,
                (System.nanoTime() - start) / 1e9, ProcessMemory.resident(), ProcessMemory.peak());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
