package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.scoring.TestViews;

/** Lists, models and results that lie in a file system of Hadoop which renames without care for what is there. */
@Tag("job")
@Tag("cluster")
@TestMethodOrder(OrderAnnotation.class)
class OtherFileSystemTest {

    @TempDir
    private static Path folder;

    /** What other:///there is. */
    private static Path there;
    private static Path list;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 48, 24, 7).write(folder);
        there = Files.createDirectory(folder.resolve("hidden"));
        Submission.model(there);
        List<String> videos = Files.readAllLines(folder.resolve("train.txt")).stream().map(line -> folder + "/" + line)
            .toList();
        Files.write(there.resolve("train.txt"), videos);
        list = Files.write(there.resolve("list.txt"),
            videos.stream().map(line -> line.replaceFirst(" \\d$", " a")).toList());
    }

    private static Submission run(String... arguments) throws Exception {
        Submission done = Submission.run("local[2]", List.of("spark.ui.enabled=false", "spark.task.cpus=1",
            "spark.hadoop.fs.other.impl=" + OtherFileSystem.class.getName(),
            "spark.hadoop.fs.viewfs.mounttable.default.link./there=" + there.toUri(),
            "spark.driver.extraClassPath="
                + Path.of(OtherFileSystemTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())),
            arguments);
        assertThat(done.exitCode()).as(done.printed()).isZero();
        return done;
    }

    private static Submission score() throws Exception {
        return run("score", "--model", "other:///there/model.zip", "--list", "other:///there/list.txt", "--views", "ONE",
            "--wave", "4", "--out", "other:///there/out", "--collect", "other:///there/collected", "--lines",
            "other:///there/scores.jsonl");
    }

    private static void assertScores(String scratch) throws IOException {
        OneProcess.score(there.resolve("model.zip"), list, TestViews.ONE).assertSame(there.resolve("collected"),
            folder.resolve(scratch));
        assertThat(Files.readAllLines(there.resolve("scores.jsonl"))).hasSize(6);
    }

    @Test
    @Order(1)
    void scoresAreThoseOfOneProcess() throws Exception {
        score();
        assertScores("alone");
        try (Stream<Path> left = Files.list(there)) {
            assertThat(left.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")))
                .containsExactlyInAnyOrder("model.zip", "list.txt", "train.txt", "out", "collected", "scores.jsonl");
        }
    }

    /** As an object store leaves it when whoever copies a wave to its place is killed. */
    @Test
    @Order(2)
    void aWaveThatWasCopiedHalfIsScoredAgain() throws Exception {
        try (Stream<Path> files = Files.list(there.resolve("out/result/wave=1"))) {
            Files.delete(files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
        }
        assertThat(score().printed()).contains("wave 2 of 2").doesNotContain("wave 1 of 2");
        assertScores("again");
    }

    @Test
    @Order(3)
    void partsOfAClipTableArePutThereWhole() throws Exception {
        run("sample", "--list", "other:///there/train.txt", "--frames", "8", "--stride", "2", "--size", "32",
            "--videos-a-part", "4", "--out", "other:///there/clips");
        try (ClipSource clips = ClipSource.open(there.resolve("clips"))) {
            assertThat(clips.size()).isEqualTo(6);
        }
    }

    @Test
    @Order(4)
    void modelAndHistoryOfATrainingArePutThere() throws Exception {
        run("train", "--list", "other:///there/train.txt", "--frames", "8", "--stride", "2", "--size", "32", "--network",
            "slow-8x8-r50", "--width", "8", "--batch", "2", "--partitions", "2", "--epochs", "1", "--warm-up", "0", "--out",
            "other:///there/training", "--checkpoints", folder.resolve("kept").toString());
        assertThat(ModelFile.load(there.resolve("training/model.zip")).history()).hasSize(1);
        assertThat(Files.readAllLines(there.resolve("training/history.csv"))).hasSize(2);
        assertThat(folder.resolve("kept/epoch.checkpoint")).exists();
        assertThat(there.resolve("training/epoch.checkpoint")).doesNotExist();
    }
}
