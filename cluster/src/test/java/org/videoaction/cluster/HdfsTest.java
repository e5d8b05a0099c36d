package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.scoring.TestViews;

/** Lists, models and results in HDFS itself, at addresses that people type: with ports, spaces, umlauts and signs. */
@Tag("job")
@Tag("cluster")
class HdfsTest {

    private static final String MODEL = "/models/Bewegungen groß #1 (50%20).zip";
    private static final String LIST = "/lists ä/test list.txt";
    private static final String TRAINING = "/lists ä/train.txt";

    @TempDir
    private static Path folder;

    private static Hdfs hdfs;
    private static Path list;

    @BeforeAll
    static void prepare() throws Exception {
        hdfs = Hdfs.start(folder);
        new MotionVideos(1, 1, 48, 24, 7).write(folder);
        List<String> videos = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("train.txt"))) {
            Path plain = folder.resolve(line.substring(0, line.lastIndexOf(' ')));
            videos.add(Files.copy(plain, folder.resolve("größe #" + videos.size() + " %20.mp4")).toString());
        }
        // one video twice, and lines that end as on Windows
        videos.add(videos.get(0));
        list = Files.writeString(folder.resolve("list.txt"), String.join(" a\r\n", videos) + " b\r\n");
        hdfs.put(list, LIST);
        hdfs.put(Submission.model(folder), MODEL);
        hdfs.put(Files.write(folder.resolve("absolute.txt"), Files.readAllLines(folder.resolve("train.txt")).stream()
            .map(line -> folder + "/" + line).toList()), TRAINING);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        hdfs.close();
    }

    private static Submission run(String... arguments) throws Exception {
        return Submission.run("local[2]", List.of("spark.ui.enabled=false", "spark.task.cpus=1"), arguments);
    }

    private static String[] score(String out, String... more) {
        return Stream.concat(Stream.of("score", "--model", hdfs.at(MODEL), "--list", hdfs.at(LIST), "--views", "ONE",
            "--wave", "3", "--out", hdfs.at(out)), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aDriverThatIsKilledGoesOnToTheScoresOfOneProcess() throws Exception {
        String[] arguments = score("/nicht da/Ergebnis [1]/", "--collect", hdfs.at("/collected ü/"), "--lines",
            hdfs.at("/lines/scores.jsonl"));
        Process driver = Submission.start("local[2]", List.of("spark.ui.enabled=false", "spark.task.cpus=1"), arguments);
        Submission.await(driver, "wave 2 of 3");
        driver.destroyForcibly().waitFor();
        Submission second = run(arguments);
        assertThat(second.exitCode()).as(second.printed()).isZero();
        assertThat(second.printed()).doesNotContain("wave 1 of").contains("wave 3 of 3");

        Path collected = Files.createDirectory(folder.resolve("collected"));
        for (String name : List.of("scores.csv", "scores.arrow")) {
            hdfs.get("/collected ü/" + name, collected.resolve(name));
        }
        OneProcess.score(folder.resolve("model.zip"), list, TestViews.ONE).assertSame(collected, folder.resolve("alone"));
        hdfs.get("/lines/scores.jsonl", folder.resolve("scores.jsonl"));
        assertThat(Files.readAllLines(folder.resolve("scores.jsonl"))).hasSize(7);
        assertThat(hdfs.names("/nicht da/Ergebnis [1]")).containsExactly("plan", "result", "work.properties");
        assertThat(hdfs.names("/nicht da/Ergebnis [1]/result")).containsExactly("wave=0", "wave=1", "wave=2");
        assertThat(hdfs.names("/lines")).containsExactly("scores.jsonl");
    }

    @Test
    void videosAreProbedAndSampledByAListThatLiesThere() throws Exception {
        Submission probed = run("probe", "--list", hdfs.at(LIST), "--out", hdfs.at("/probed"), "--lines",
            folder.resolve("probed.jsonl").toString());
        assertThat(probed.exitCode()).as(probed.printed()).isZero();
        assertThat(Files.readAllLines(folder.resolve("probed.jsonl"))).hasSize(7)
            .allMatch(row -> row.contains("\"status\":\"ok\""));

        Submission sampled = run("sample", "--list", hdfs.at(TRAINING), "--frames", "8", "--stride", "2", "--size", "32",
            "--videos-a-part", "4", "--out", hdfs.at("/clips ö/"));
        assertThat(sampled.exitCode()).as(sampled.printed()).isZero();
        Path clips = Files.createDirectory(folder.resolve("clips"));
        for (String name : List.of("part-00000.arrow", "part-00001.arrow", "parts.json")) {
            hdfs.get("/clips ö/" + name, clips.resolve(name));
        }
        try (ClipSource read = ClipSource.open(clips)) {
            assertThat(read.size()).isEqualTo(6);
        }
    }

    @Test
    void modelAndHistoryOfATrainingArePutThere() throws Exception {
        Submission trained = run("train", "--list", hdfs.at(TRAINING), "--frames", "8", "--stride", "2", "--size", "32",
            "--network", "slow-8x8-r50", "--width", "8", "--batch", "2", "--partitions", "2", "--epochs", "1", "--warm-up",
            "0", "--out", hdfs.at("/training ß"), "--checkpoints", folder.resolve("kept").toString());
        assertThat(trained.exitCode()).as(trained.printed()).isZero();
        hdfs.get("/training ß/model.zip", folder.resolve("trained.zip"));
        assertThat(ModelFile.load(folder.resolve("trained.zip")).history()).hasSize(1);
        assertThat(hdfs.names("/training ß")).containsExactly("history.csv", "model.zip");
    }

    @Test
    void aFolderThatMayHoldNoMoreIsSaidToBeFullAndLaterNothingIsLost() throws Exception {
        hdfs.change("/small", "op=MKDIRS");
        hdfs.change("/small", "op=SETQUOTA&namespacequota=1000&storagespacequota=1000000");
        String[] probe = {"probe", "--list", hdfs.at(LIST), "--out", hdfs.at("/small/out")};
        Submission full = run(probe);
        assertThat(full.exitCode()).as(full.printed()).isEqualTo(1);
        assertThat(full.printed()).contains("videoaction: There is no space left, ",
            "The DiskSpace quota of /small is exceeded");
        hdfs.change("/small", "op=SETQUOTA&namespacequota=1000&storagespacequota=9223372036854775806");
        Submission later = run(probe);
        assertThat(later.exitCode()).as(later.printed()).isZero();
        assertThat(later.printed()).contains("7 videos, 0 of them with a problem");
    }

    @Test
    void relativePathsInAListThatLiesThereAreRefused() throws Exception {
        hdfs.put(Files.writeString(folder.resolve("relative.txt"), "train/spin_0.mp4 a\n"), "/relative.txt");
        Submission refused = run("probe", "--list", hdfs.at("/relative.txt"), "--out", hdfs.at("/relative"));
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed())
            .contains("has relative paths, such as train/spin_0.mp4", "Say with --videos which folder");
    }

    @Test
    void aNameNodeThatDoesNotRunIsNamed() throws Exception {
        String place = "hdfs://localhost:" + Submission.freePort() + "/out";
        Submission refused = run("probe", "--list", list.toString(), "--out", place);
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("videoaction: " + place + " cannot be used: ", "Connection refused");
    }
}
