package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.spark.SparkFolder;
import org.videoaction.model.torch.ScoringDevice;

/** Lists that are tables, with all that they say of a video, and all that a score may carry. */
@Tag("job")
@Tag("cluster")
class TableJobTest {

    private static final TestViews VIEWS = TestViews.THREE;

    /** Of a slow network of 50 layers: 32 times its width. */
    private static final int FEATURES = 32 * 8;

    @TempDir
    private static Path folder;

    private static Path file;
    private static VideoModel model;
    /** Stretches of 24 frames of 25 a second. */
    private static List<ListedVideo> videos;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 64, 24, 7).write(folder);
        file = Submission.model(folder);
        model = ModelFile.load(file);
        videos = List.of(video("train/spin_0.mp4", null, "a", "b"), video("train/grow_0.mp4", new Span(0.2, 0.6), "b"),
            video("test/spin_0.mp4", new Span(0.4, Double.POSITIVE_INFINITY), "no class of the model"),
            video("not-there.mp4", null, "a"),
            new ListedVideo(pictures(), "b", List.of("b"), null, 16, 16, null, List.of()));
    }

    /** The frames of two videos in one folder, dark ones before those that grow bright. */
    private static Path pictures() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 32; i++) {
            BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            picture.createGraphics().fillRect(0, 0, 64, i < 16 ? 0 : 2 * i);
            ImageIO.write(picture, "png", pictures.resolve(String.format(Locale.ROOT, "img_%05d.png", i + 1)).toFile());
        }
        return pictures;
    }

    private static ListedVideo video(String name, Span span, String... labels) {
        return new ListedVideo(folder.resolve(name), labels.length == 0 ? null : labels[0], List.of(labels), span, 0, null);
    }

    private static Submission submit(String master, List<String> more, List<String> arguments) throws Exception {
        return Submission.run(master, Stream.concat(Stream.of("spark.ui.enabled=false"), more.stream()).toList(),
            arguments.toArray(String[]::new));
    }

    private static void run(List<String> arguments) throws Exception {
        Submission done = submit("local[2]", List.of(), arguments);
        assertThat(done.exitCode()).as(done.printed()).isZero();
    }

    private static OneProcess alone() throws IOException {
        return OneProcess.score(model, videos, VIEWS, ScoringSettings.AUTOMATIC.withBatch(1), clip -> {});
    }

    @Test
    void labelsAndStretchesOfACsvTableAreTakenAsInOneProcess() throws Exception {
        Path table = Files.writeString(folder.resolve("table.csv"), "end,labels,path,start,offset,frames\n,a;b,"
            + videos.get(0).name() + ",,,\n0.6,b," + videos.get(1).name() + ",0.2,,\n,no class of the model,"
            + videos.get(2).name() + ",0.4,,\n,a," + videos.get(3).name() + ",,,\n,b," + videos.get(4).name() + ",,16,16\n");
        run(List.of("score", "--model", file.toString(), "--list", table.toString(), "--table", "--views", VIEWS.name(),
            "--out", folder.resolve("csv").toString(), "--collect", folder.resolve("collected").toString()));
        alone().assertSame(folder.resolve("collected"), folder.resolve("alone"));
    }

    /** As the Spark Action Predictor has a table scored: by lines of JSON, there and back. Labels without a name are none. */
    @Test
    void aSharedFolderGivesTheScoresOfOneProcess() throws Exception {
        SparkFolder shared = new SparkFolder(Files.createDirectory(folder.resolve("shared")));
        List<String> arguments = shared.prepare(model, videos, VIEWS);
        Path list = folder.resolve("shared/videos.jsonl");
        Files.writeString(list, Files.readString(list).replace("[\"a\",", "[\"a\",null,\"\","));
        run(arguments);
        List<VideoScore> scores = new ArrayList<>();
        List<String> names = videos.stream().map(ListedVideo::name).toList();
        shared.read(names, (score, host) -> scores.add(score));
        OneProcess alone = alone();
        assertThat(alone.scores().get(1).probabilities()).isNotEqualTo(alone.scores().get(0).probabilities());
        assertThat(scores).usingRecursiveComparison().isEqualTo(alone.scores());
    }

    /** What the job probe leaves is a table of Parquet, whose columns have other names. */
    @Test
    void videosOfAParquetTableHaveTheFeaturesAndClipsOfOneProcess() throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"),
            "train/spin_0.mp4 a\ntest/grow_0.mp4 a\nnot-there.mp4 a\n");
        run(List.of("probe", "--list", list.toString(), "--out", folder.resolve("probed").toString()));
        Path lines = folder.resolve("lines.jsonl");
        run(List.of("score", "--model", file.toString(), "--list", folder.resolve("probed/result").toString(), "--table",
            "--path-column", "video", "--views", VIEWS.name(), "--features", "--clips", "--out",
            folder.resolve("parquet").toString(), "--lines", lines.toString()));

        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(lines)) {
            rows.add(new ObjectMapper().readTree(line));
        }
        assertThat(rows).extracting(row -> row.path("video").asText()).containsExactlyInAnyOrder(
            folder.resolve("train/spin_0.mp4").toString(), folder.resolve("test/grow_0.mp4").toString(),
            folder.resolve("not-there.mp4").toString());
        List<ListedVideo> inTheirOrder = rows.stream()
            .map(row -> new ListedVideo(Path.of(row.path("video").asText()), null)).toList();
        List<ClipScore> clips = new ArrayList<>();
        OneProcess alone = OneProcess.score(model, inTheirOrder, VIEWS,
            new ScoringSettings(1, Optional.empty(), ScoringDevice.AUTOMATIC, true, true, Optional.empty()), clips::add);
        for (int i = 0; i < rows.size(); i++) {
            VideoScore score = alone.scores().get(i);
            if (score.problem() != null) {
                assertThat(rows.get(i).path("problem").asText()).contains("does not exist").isEqualTo(score.problem());
                assertThat(rows.get(i).hasNonNull("features") || rows.get(i).hasNonNull("clips")).isFalse();
                continue;
            }
            assertThat(numbers(rows.get(i).path("probabilities"))).containsExactly(score.probabilities());
            assertThat(numbers(rows.get(i).path("features"))).hasSize(FEATURES)
                .containsExactly(score.features());
            assertClips(rows.get(i).path("clips"),
                clips.stream().filter(clip -> clip.video().equals(score.video())).toList());
        }
    }

    /** Spark by itself begins with the largest pieces, and cuts as many as there are cores. */
    @Test
    void rowsAreNumberedByTheNamesOfFilesWhateverTheClusterIs() throws Exception {
        Path table = Files.createDirectory(folder.resolve("parts.csv"));
        List<String> names = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            StringBuilder text = new StringBuilder("path\n");
            for (int row = 0; row < 40 * (part + 1); row++) {
                names.add(names.isEmpty() ? videos.get(0).name() : folder + "/gone_" + part + "_" + row + ".mp4");
                text.append(names.get(names.size() - 1)).append('\n');
            }
            Files.writeString(table.resolve("part-" + part + ".csv"), text);
        }
        Path lines = folder.resolve("parts.jsonl");
        List<String> arguments = List.of("probe", "--list", table.toString(), "--table", "--out",
            folder.resolve("parts").toString(), "--lines", lines.toString());
        List<String> small = List.of("spark.sql.files.openCostInBytes=1");
        Submission first = submit("local[1]", small, arguments);
        assertThat(first.exitCode()).as(first.printed()).isZero();
        assertThat(Files.readAllLines(lines)).extracting(line -> new ObjectMapper().readTree(line).path("video").asText())
            .containsExactlyElementsOf(names);
        Files.delete(lines);
        Submission second = submit("local[5]", small, arguments);
        assertThat(second.exitCode()).as(second.printed()).isZero();
        assertThat(second.printed()).doesNotContain("wave 1 of");
    }

    @ParameterizedTest
    @CsvSource({"3,2", "NaN,"})
    void aSegmentThatIsNoneIsRefusedWithItsRow(String start, String end) throws Exception {
        Path table = Files.writeString(folder.resolve("segments.csv"), "path,start,end\n" + videos.get(0).name() + ",,1\n"
            + videos.get(1).name() + "," + Objects.toString(start, "") + "," + Objects.toString(end, "") + "\n");
        Submission refused = submit("local[1]", List.of(), List.of("probe", "--list", table.toString(), "--table", "--out",
            folder.resolve("segments").toString()));
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("Row 2 of the table " + table + ", " + videos.get(1).name() + ": A segment");
    }

    @ParameterizedTest
    @CsvSource({"score,result/wave=0/_content", "probe,result/wave=0/_content", "sample,part-00000.arrow"})
    void aVideoThatIsGoneSinceItWasPlannedIsNotCalledMissing(String job, String lost) throws Exception {
        Path video = Files.copy(videos.get(0).video(), folder.resolve("copy.mp4"));
        Path list = Files.writeString(folder.resolve("copies.txt"), "copy.mp4 a\ntest/spin_0.mp4 a\n");
        Path out = folder.resolve("gone_" + job);
        List<String> arguments = new ArrayList<>(List.of(job, "--list", list.toString(), "--out", out.toString()));
        arguments.addAll(switch (job) {
            case "score" -> List.of("--model", file.toString(), "--views", "ONE");
            case "sample" -> List.of("--frames", "8", "--stride", "1", "--size", "32");
            default -> List.of();
        });
        run(arguments);
        Files.delete(out.resolve(lost));
        Files.delete(video);
        Submission refused = submit("local[2]", List.of(), arguments);
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(1);
        assertThat(refused.printed().lines().filter(line -> line.startsWith("videoaction: ")).toList()).last().asString()
            .contains("The host " + InetAddress.getLocalHost().getHostName() + " does not see " + video);
        assertThat(out.resolve(lost)).doesNotExist();
    }

    private static void assertClips(JsonNode row, List<ClipScore> clips) {
        assertThat(row).hasSize(3).hasSameSizeAs(clips);
        for (int i = 0; i < clips.size(); i++) {
            JsonNode clip = row.get(i);
            assertThat(List.of(clip.path("start_frame").asLong(), clip.path("clip").asLong(), clip.path("crop").asLong()))
                .containsExactly(clips.get(i).startFrame(), (long) clips.get(i).clip(), (long) clips.get(i).crop());
            assertThat(numbers(clip.path("probabilities"))).containsExactly(clips.get(i).probabilities());
        }
    }

    private static float[] numbers(JsonNode array) {
        float[] numbers = new float[array.size()];
        IntStream.range(0, numbers.length).forEach(i -> numbers[i] = Float.parseFloat(array.get(i).asText()));
        return numbers;
    }
}
