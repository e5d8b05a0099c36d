package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.ResidentMemory;
import org.videoaction.model.metrics.RunningScores;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;

/**
 * A long list goes through all that reads, samples and scores it, in a process whose heap would not hold an object of some
 * hundred bytes a row. The network is a mean of pixels.
 */
class LongListTest {

    private static final int FRAMES = 8;
    private static final int SIDE = 32;
    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    private static final Recipe RECIPE = new Recipe(new ClipSampling(new UniformClips(FRAMES, 1, 1),
        new SpatialSampling(SIDE, SIDE, SIDE, SpatialSampling.Place.CENTRE, false)), VideoLimits.DEFAULT, Resize.FAST, 0);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    @TempDir
    private Path folder;

    /** Work that says how far it is. */
    private interface Stage {
        void run(Progress progress) throws IOException;
    }

    /**
     * Arguments: a folder with {@code list.txt}, and whether all of its videos are there. Prints the most kilobytes that
     * were resident until the half and until the end of each stage, and how long each half took.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        DatasetList list = DatasetList.read(ListFormat.PATH_LABEL, folder.resolve("list.txt"), null, (Path) null);
        VideoModel model = VideoModel.untrained(TINY, new VideoModel.Input(FRAMES, SIDE, SIDE, 1), list.classes(), 1);
        boolean allThere = Boolean.parseBoolean(arguments[1]);
        if (allThere) {
            measured("survey", progress -> new VideoSurvey(false, 0, VideoLimits.DEFAULT, THREADS).survey(list.videos(),
                progress, video -> {}));
            measured("sampling", progress -> new VideoSampler(RECIPE, THREADS).sampleOnDemand(list.videos(), list.classes(),
                folder.resolve("clips.arrow"), progress, video -> {}));
            try (ClipSource clips = ClipSource.open(folder.resolve("clips.arrow"))) {
                System.out.println("clips " + clips.size());
            }
        }
        if (allThere) {
            // each row for itself; where scores are kept, a video that stands in the list often is scored once
            measured("scoring", progress -> score(list, model, ScoringSettings.AUTOMATIC, folder, progress));
        }
        for (String run : List.of("keeping", "restart")) {
            measured(run, progress -> score(list, model, ScoringSettings.AUTOMATIC.keptIn(folder.resolve("kept")), folder,
                progress));
        }
    }

    private static void score(DatasetList list, VideoModel model, ScoringSettings settings, Path folder, Progress progress)
        throws IOException {
        RunningScores accuracy = new RunningScores(model.classes());
        try (ClipSource clips = OnDemandClips.of(RECIPE, model.classes(), list.videos());
            LoadedScorer scorer = new LoadedScorer(model, settings, ScoringDevice.CPU,
                new ModelNetwork(LongListTest::brightness))) {
            new ScoreFiles(folder.resolve("scores"), model.classes()).write(files -> {
                ScoringReport report = scorer.score(clips, progress, clip -> {}, score -> {
                    files.take(score);
                    accuracy.add(score.labels(), score.probabilities());
                });
                System.out.println(report.videos() + " videos, " + report.broken() + " broken; " + report.reuse().summary());
            });
        }
        System.out.println(accuracy.coverage());
    }

    private static ScoringNetwork.Scored brightness(ByteBuffer clips, long... shape) {
        float[][] probabilities = new float[(int) shape[0]][];
        int bytes = clips.capacity() / probabilities.length;
        for (int clip = 0; clip < probabilities.length; clip++) {
            float sum = 0;
            for (int i = 0; i < bytes; i += 100) {
                sum += clips.get(clip * bytes + i) & 0xFF;
            }
            float share = sum / (255f * (bytes / 100 + 1));
            probabilities[clip] = new float[] {share, 1 - share};
        }
        return new ScoringNetwork.Scored(probabilities, new float[probabilities.length][1]);
    }

    private static void measured(String name, Stage stage) throws IOException {
        long start = System.nanoTime();
        long[] half = {0};
        stage.run((fraction, message) -> {
            if (half[0] == 0 && fraction >= 0.5) {
                half[0] = System.nanoTime();
                System.out.println("resident " + name + " " + ResidentMemory.mostKilobytes());
            }
        });
        System.out.println("resident " + name + " " + ResidentMemory.mostKilobytes());
        System.out.printf(Locale.ROOT, "seconds %s %.1f of %.1f%n", name, (half[0] - start) / 1e9,
            (System.nanoTime() - start) / 1e9);
    }

    /** @param oneIn every so many-th of the videos is there */
    private void list(int rows, int oneIn) throws IOException {
        new MotionVideos(1, 0, 48, 24, 3).write(folder);
        try (BufferedWriter list = Files.newBufferedWriter(folder.resolve("list.txt"))) {
            for (int row = 0; row < rows; row++) {
                // the same file under as many names as there are rows
                String name = row % oneIn == 0 ? "train/" + List.of("spin", "grow").get(row % 2) + "_0.mp4"
                    : "train/gone_" + row + ".mp4";
                list.write(name + " " + List.of("one", "two").get(row / 3 % 2) + "\n");
            }
        }
    }

    private List<String> run(String heap, boolean allThere) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap,
            "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            LongListTest.class.getName(), folder.toString(), Boolean.toString(allThere))
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> printed = new ArrayList<>();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().forEach(printed::add);
        printed.forEach(System.out::println);
        assertThat(process.waitFor()).as(String.join("\n", printed)).isZero();
        return printed;
    }

    private long rows() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("scores/scores.csv"))) {
            return lines.count() - 1;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLongListIsScoredAndScoredAgainInLittleMemory() throws Exception {
        list(100_000, 1000);
        assertThat(run("-Xmx48m", false)).contains("100000 videos, 99900 broken; ", "100000 videos, 99900 broken; kept 100");
        assertThat(rows()).isEqualTo(100_000);
    }

    /** In its second half each stage needs the memory of the first, and hardly more time. */
    @Test
    @EnabledIfSystemProperty(named = "scale.rows", matches = "\\d+")
    void aMillionRowsAreReadSampledAndScoredInAHeapOf512Megabytes() throws Exception {
        int rows = Integer.getInteger("scale.rows");
        list(rows, 1);
        List<String> printed = run("-Xmx512m", true);
        assertThat(printed).contains("clips " + rows, rows + " videos, 0 broken; ",
            rows + " videos, 0 broken; kept " + rows);
        assertThat(rows()).isEqualTo(rows);
        for (String stage : List.of("survey", "sampling", "scoring", "restart")) {
            List<Long> resident = printed.stream().filter(line -> line.startsWith("resident " + stage + " "))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))).toList();
            assertThat(resident).hasSize(2);
            assertThat(resident.get(1)).as(stage).isLessThan(resident.get(0) + 100_000);
            double[] seconds = printed.stream().filter(line -> line.startsWith("seconds " + stage + " "))
                .flatMap(line -> Stream.of(line.split(" ")).filter(word -> word.matches("[\\d.]+")))
                .mapToDouble(Double::parseDouble).toArray();
            assertThat(seconds).hasSize(2);
            assertThat(seconds[1]).as(stage).isLessThanOrEqualTo(2.5 * seconds[0]);
        }
    }
}
