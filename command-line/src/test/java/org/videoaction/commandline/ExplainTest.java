package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;

/** What is told of where a model comes from. */
class ExplainTest extends CommandTest {

    private static final Classes CLASSES = Classes.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 7).write(folder);
        model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, CLASSES.size()),
            new VideoModel.Input(32, 64, 64, 1), CLASSES, 3), model);
    }

    @Test
    void explainPrintsWhereAModelComesFrom() {
        assertThat(run("explain", model.toString())).isZero();
        assertThat(printed()).contains("1. initialized", "seed: 3", "2. read", "file: model.zip", "SHA-256: ")
            .doesNotContain("unknown: its file");
    }

    @Test
    void explainPrintsATrainingWithItsVideosFingerprintSoftwareMachineAndEnd() throws Exception {
        List<ListedVideo> listed = Stream.of("spin", "grow")
            .map(name -> new ListedVideo(folder.resolve("test/" + name + "_0.mp4"), name)).toList();
        ClipOrigin clips;
        try (ClipSource source = OnDemandClips.of(new Recipe(new ClipSampling(new UniformClips(8, 2, 3),
            new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false)), VideoLimits.DEFAULT, Resize.FAST, 5),
            CLASSES,
            listed)) {
            clips = ClipOrigin.of(source, Progress.NONE);
        }
        VideoModel before = ModelFile.load(model);
        VideoModel trained = new VideoModel(before.architecture(), before.preprocessing(), before.input(), before.test(),
            CLASSES,
            before.weights(), List.of(new Epoch(7, 0.01, 0.25, 0.75, 1, null, 1, 2, 6)));
        Path file = folder.resolve("trained.zip");
        ModelFile.save(trained.from(before.provenance()).after(new Provenance.Step("trained", "2026-11-29T12:00:00Z",
            Map.of("model", "none"), Map.of("epochs", "7"), Map.of("training", clips), Map.of("libtorch", "2.7.1"),
            Map.of("processor", "a processor"), Map.of("loss", "0.25"))), file);

        assertThat(run("explain", file.toString())).isZero();
        assertThat(printed().lines().map(String::strip)).contains("2. trained, 2026-11-29T12:00:00Z", "model: none",
            "epochs: 7",
            "libtorch: 2.7.1", "processor: a processor", "loss: 0.25", "training clips",
            "6 clips of 2 videos in " + folder.resolve("test") + "/", "fingerprint: " + clips.fingerprint(), "seed: 5",
            "epoch 7, the last one: loss 0.2500, top-1 0.750, top-5 1.000, learning rate 0.01000");
        assertThat(printed()).doesNotContain("spin_0.mp4");

        assertThat(run("explain", file.toString(), "--list-videos")).isZero();
        for (ListedVideo video : listed) {
            byte[] bytes = Files.readAllBytes(video.video());
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            // before the bytes the name of a file within a folder of frames, none here, and their number
            hash.update((" " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            assertThat(printed())
                .contains(HexFormat.of().formatHex(hash.digest(bytes), 0, 8) + " " + video.video().getFileName());
        }
    }

    @Test
    void explainSaysThatNothingIsKnownOfAnOldModel() throws IOException {
        Path old = folder.resolve("old.zip");
        ModelFile.save(ModelFile.load(model).from(Provenance.UNKNOWN), old);
        assertThat(run("explain", old.toString())).isZero();
        assertThat(printed()).contains("Where the model came from at first is unknown");
    }

    @Test
    void explainPrintsNothingButJsonIfItIsWanted() throws IOException {
        assertThat(run("explain", model.toString(), "--json")).isZero();
        JsonNode said = new ObjectMapper().readTree(printed());
        assertThat(said.path("classes")).hasSize(6);
        assertThat(said.path("provenance").path(0).path("settings").path("seed").asText()).isEqualTo("3");
    }
}
