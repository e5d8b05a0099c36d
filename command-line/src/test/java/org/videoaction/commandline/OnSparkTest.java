package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** What the commands hand to spark-submit, and what they refuse before that. */
class OnSparkTest extends CommandTest {

    private static final Classes CLASSES = Classes.of("move_left", "move_right");

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void prepare() throws IOException {
        model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, CLASSES.size()),
            new VideoModel.Input(32, 64, 64, 1), CLASSES, 3), model);
    }

    /** A Spark home whose spark-submit prints what it is given, a line a word. */
    private Path sparkThatPrints() throws IOException {
        Path home = folder.resolve("spark");
        Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\nfor word in \"$@\"; do echo \"videoaction: $word\"; done\n");
        submit.toFile().setExecutable(true);
        return home;
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands for spark-submit")
    void scoreSubmitsAJobToSparkWithTheModelInOurForm() throws IOException {
        Path home = sparkThatPrints();
        Path job = Files.writeString(folder.resolve("job.jar"), "");
        Path scores = folder.resolve("by-spark");
        assertThat(run("score", model.toString(), "list.parquet", "--table", "--out", scores.toString(), "--spark", "yarn",
            "--conf", "spark.executor.cores=8", "--spark-home", home.toString(), "--spark-job", job.toString())).isZero();
        assertThat(printed().lines()).containsSubsequence("--master", "yarn", "--conf", "spark.executor.cores=8",
            job.toString(), "score", "--model", scores.resolve("model.zip").toString(), "--list", "list.parquet", "--out",
            scores.toString(), "--table");
        assertThat(ModelFile.load(scores.resolve("model.zip")).classes()).isEqualTo(CLASSES);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands for spark-submit")
    void trainSubmitsAJobWithAllOptionsThatAreNotAboutTheCluster() throws IOException {
        Path home = sparkThatPrints();
        Path job = Files.writeString(folder.resolve("job.jar"), "");
        assertThat(run("train", "--list", "train.txt", "--balanced", "--spark", "yarn", "--epochs", "3", "--conf", "a.b=c",
            "--spark-home", home.toString(), "--out", "there", "--spark-job", job.toString())).isZero();
        assertThat(printed().lines()).containsSubsequence("--master", "yarn", "--conf", "a.b=c", job.toString(), "train",
            "--list", "train.txt", "--balanced", "--epochs", "3", "--out", "there");
    }

    @Test
    void trainingWithoutAClusterIsRefused() {
        assertThat(run("train", "--list", "train.txt")).isEqualTo(2);
        assertThat(refused()).contains("--spark MASTER", "learners");
    }

    @Test
    void settingsOfAClusterWithoutOneAndAClusterWithoutAJobAreRefused() {
        assertThat(run("score", model.toString(), "list.txt", "--out", "x", "--conf", "a=b")).isEqualTo(2);
        assertThat(refused()).contains("--spark MASTER");
        assertThat(run("score", model.toString(), "list.txt", "--out", "hdfs://host/scores", "--spark", "yarn"))
            .isEqualTo(2);
        assertThat(refused()).contains("spark-submit");
        assertThat(run("score", model.toString(), "list.txt", "--out", folder.resolve("x").toString(), "--spark", "yarn",
            "--spark-job=")).isEqualTo(2);
    }
}
