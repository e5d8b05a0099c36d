package org.videoaction.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;

/** Scores in one process with two threads: what the job does, not what becomes of it when machines fail. */
@Tag("job")
@TestMethodOrder(OrderAnnotation.class)
class ScoreJobTest {

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path list;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 7).write(folder);
        model = Submission.model(folder);
        Files.writeString(folder.resolve("no-video.mp4"), "x");
        list = Files.writeString(folder.resolve("list.txt"), "test/spin_0.mp4 a\nno-video.mp4 b\ntest/grow_0.mp4 a b\n"
            + "not-there.mp4 a\ntrain/move_up_0.mp4 b\n");
    }

    private static Submission score(String... more) throws IOException, InterruptedException {
        return score(model, list, "out", more);
    }

    private static Submission score(Path of, Path videos, String out, String... more)
        throws IOException, InterruptedException {
        List<String> arguments = List.of("score", "--model", of.toString(), "--list", videos.toString(), "--out",
            folder.resolve(out).toString(), "--wave", "3", "--collect", folder.resolve("collected").toString());
        return Submission.run("local[2]", List.of("spark.ui.enabled=false"),
            Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static void assertEqualToOneProcess() throws IOException {
        OneProcess.score(model, list, TestViews.THREE).assertSame(folder.resolve("collected"), folder.resolve("alone"));
    }

    @Test
    @Order(1)
    void scoresAreThoseOfOneProcessToTheLastBit() throws Exception {
        Submission done = score("--views", "THREE");
        assertThat(done.exitCode()).as(done.printed()).isZero();
        assertThat(done.printed()).contains("wave 1 of 2", "wave 2 of 2", "5 videos, 2 of them with a problem");
        assertThat(Files.readString(folder.resolve("collected/scores.csv"))).contains("cannot be opened as a video",
            "does not exist");
        assertThat(folder.resolve("out/work.properties")).content().contains("precision=FP32\n");
        assertEqualToOneProcess();
    }

    @Test
    @Order(2)
    void finishedWavesAreNotScoredNorVideosLookedAtAgain() throws Exception {
        Object planned = Files.getLastModifiedTime(folder.resolve("out/plan/wave=0"));
        try (Stream<Path> files = Files.walk(folder.resolve("out/result/wave=0"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder.resolve("collected/scores.arrow"));
        Submission done = score("--views", "THREE");
        assertThat(done.exitCode()).as(done.printed()).isZero();
        assertThat(done.printed().lines().filter(line -> line.matches("videoaction: wave \\d.*"))).hasSize(1);
        assertThat((Object) Files.getLastModifiedTime(folder.resolve("out/plan/wave=0"))).isEqualTo(planned);
        assertEqualToOneProcess();
    }

    @Test
    @Order(3)
    void integersOfAModelWithoutRangesAreRefusedBeforeAnythingIsScored() throws Exception {
        Submission refused = score("--views", "THREE", "--precision", "INT8");
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("videoaction quantize").doesNotContain("wave 1 of");
    }

    @Test
    @Order(4)
    void aFolderWithOtherScoresIsRefused() throws Exception {
        Submission refused = score("--views", "ONE");
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("holds the result of something else; different: views.");
    }

    @Test
    void aListOfWhichNoVideoIsThereIsRefusedWithTheHostThatLooked() throws Exception {
        Path missing = Files.writeString(folder.resolve("missing.txt"), IntStream.range(0, 21)
            .mapToObj(i -> "gone_" + (10 + i) + ".mp4 a\n").collect(Collectors.joining()));
        Path ranges = folder.resolve("ranges.zip");
        ModelFile.save(Submission.withRanges(ModelFile.load(model)), ranges);
        Submission refused = score(ranges, missing, "missing");
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("The executors on " + InetAddress.getLocalHost().getHostName()
            + " see none of the 21 videos", folder.resolve("gone_10.mp4").toString());
        assertThat(refused.printed().lines()).anyMatch(line -> line
            .startsWith("videoaction: remark: The model has ranges for 8-bit integers and is scored in FP32"));
        assertThat(folder.resolve("missing/result")).doesNotExist();
    }

    @Test
    void aModelThatOnlyItsOnnxFileKnowsHasTheScoresOfOneProcess() throws Exception {
        Path file = folder.resolve("network.onnx");
        ExportFormat.ONNX.write(ModelFile.load(model), file, Progress.NONE);
        // as another program writes it, without saying which of our networks it is
        Files.writeString(file, Files.readString(file, ISO_8859_1).replace("architecture", "unknown name"), ISO_8859_1);
        VideoModel read = ModelImport.read(file, ImportRequest.AUTOMATIC.naming(Classes.of("a", "b"))).model();
        assertThat(read.isForeign()).isTrue();
        Path foreign = folder.resolve("foreign.zip");
        ModelFile.save(read, foreign);
        Submission done = score(foreign, list, "foreign", "--views", "ONE");
        assertThat(done.exitCode()).as(done.printed()).isZero();
        OneProcess.score(foreign, list, TestViews.ONE).assertSame(folder.resolve("collected"),
            folder.resolve("foreign-alone"));
    }
}
