package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
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
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

/** Seven videos, the third of which is broken and the sixth of which is missing. */
class ShardsTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    private static final Classes CLASSES = Classes.of("one", "two");
    private static final Recipe RECIPE = new Recipe(new ClipSampling(new UniformClips(8, 1, 2),
        new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false)), VideoLimits.DEFAULT, Resize.FAST, 5);

    @TempDir
    private static Path generated;

    private static List<ListedVideo> videos;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(1, 0, 48, 24, 3).write(generated);
        Path broken = Files.writeString(generated.resolve("broken.mp4"), "not a video");
        videos = List.of(video("spin"), video("grow"), new ListedVideo(broken, "two"), video("move_up"), video("move_left"),
            new ListedVideo(generated.resolve("gone.mp4"), "one"), video("move_down"));
    }

    private static ListedVideo video(String motion) {
        return new ListedVideo(generated.resolve("train/" + motion + "_0.mp4"), "one");
    }

    private static VideoScorer scorer(long seed, Path keeping) {
        return new VideoScorer(new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1), CLASSES,
            Weights.initial(TINY.network(), seed), List.of()), ScoringSettings.AUTOMATIC.keptIn(keeping));
    }

    private ScoringReport score(Shard shard, List<ListedVideo> listed, long seed) throws IOException {
        try (ClipSource whole = OnDemandClips.of(RECIPE, CLASSES, listed);
            ClipSource part = OnDemandClips.of(RECIPE, CLASSES, shard.part(listed));
            LoadedScorer scorer = scorer(seed, folder.resolve(shard.name())).load()) {
            return Shards.score(scorer, shard, whole, part, folder, Progress.NONE,
                score -> {});
        }
    }

    private void score(int shards) throws IOException {
        for (int shard = 1; shard <= shards; shard++) {
            score(new Shard(shard, shards), videos, 5);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".jsonl");
    }

    private static Map<String, byte[]> files(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.filter(file -> file.getFileName().toString().startsWith("scores."))
                .collect(Collectors.toMap(file -> file.getFileName().toString(), ShardsTest::bytes));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, byte[]> merged() throws IOException {
        Path merged = folder.resolve("merged");
        try (Shards shards = Shards.open(List.of(folder))) {
            new ScoreFiles(merged, shards.classes()).write(shards::into);
        }
        return files(merged);
    }

    /** One for itself, as many as the list has videos, and more. */
    @Test
    void theScoresOfShardsAreTogetherThoseOfTheListToTheLastBit() throws IOException {
        Path alone = folder.resolve("alone");
        try (ClipSource clips = OnDemandClips.of(RECIPE, CLASSES, videos)) {
            new ScoreFiles(alone, CLASSES).write(
                files -> scorer(5, folder.resolve("kept")).score(clips, Progress.NONE, clip -> {}, files));
        }
        Map<String, byte[]> expected = files(alone);
        assertThat(expected).containsOnlyKeys("scores.arrow", "scores.csv", "scores.json");
        for (int shards : new int[] {3, 9}) {
            score(shards);
            Map<String, byte[]> found = merged();
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name + " of " + shards).isEqualTo(bytes));
            for (int shard = 1; shard <= shards; shard++) {
                Files.delete(file(new Shard(shard, shards).name()));
            }
        }
        List<String> rows = Files.readAllLines(alone.resolve("scores.csv"));
        assertThat(rows).hasSize(1 + videos.size());
        assertThat(rows.stream().filter(row -> row.contains("broken.mp4")).toList()).hasSize(1);
    }

    @Test
    void aShardGoesOnWhereItWasAndMakesTheSameFile() throws IOException {
        Shard shard = new Shard(1, 3);
        score(shard, videos, 5);
        byte[] first = bytes(file("shard-1-of-3"));
        Files.delete(file("shard-1-of-3"));
        // three videos, of which the third of the list is not its own
        assertThat(score(shard, videos, 5).reuse().kept()).isEqualTo(3);
        assertThat(bytes(file("shard-1-of-3"))).isEqualTo(first);
    }

    @Test
    void shardsThatAreMissingAreNamed() throws IOException {
        score(new Shard(2, 4), videos, 5);
        assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder)))
            .withMessageStartingWith("Of 4 shards, 3 are missing: shard-1-of-4, shard-3-of-4, shard-4-of-4.");
        assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder.resolve("shard-2-of-4"))))
            .withMessageStartingWith("There is no shard in ");
    }

    @Test
    void aShardThatIsThereTwiceIsNamed() throws IOException {
        score(2);
        Path copy = Files.copy(file("shard-1-of-2"), folder.resolve("copy.jsonl"));
        assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder, copy)))
            .withMessageContaining("shard 1 of 2 is there twice: " + file("shard-1-of-2") + " and " + copy);
    }

    @Test
    void shardsOfDifferentWorkAreRefusedWithWhatIsDifferent() throws IOException {
        score(new Shard(1, 2), videos, 5);
        score(new Shard(2, 2), videos, 5);
        byte[] second = bytes(file("shard-2-of-2"));

        Files.delete(folder.resolve("shard-2-of-2/scoring.json"));
        Files.delete(folder.resolve("shard-2-of-2/scored.jsonl"));
        score(new Shard(2, 2), videos, 6);
        assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder))).withMessageContaining(
            file("shard-1-of-2") + " and " + file("shard-2-of-2") + " are of different work; different: model.");

        Files.write(file("shard-2-of-2"), second);
        List<ListedVideo> others = new ArrayList<>(videos);
        others.set(6, video("move_right"));
        score(new Shard(1, 2), others, 5);
        assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder))).withMessageEndingWith("different: list.");

        score(new Shard(1, 3), videos, 5);
        Files.delete(file("shard-1-of-2"));
        assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder)))
            .withMessageEndingWith("different: the number of shards.");
    }

    /** Wherever a file ends that was copied halfway, also between two lines, it is not taken for a whole one. */
    @Test
    void aHalfWrittenShardIsRecognized() throws IOException {
        score(1);
        Path file = file("shard-1-of-1");
        byte[] whole = bytes(file);
        for (int length = 0; length < whole.length; length += length < whole.length - 40 ? 97 : 1) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatIOException().isThrownBy(() -> Shards.open(List.of(folder)))
                .withMessageContaining("The file " + file + " is not the whole result of a shard");
        }
        Files.write(file, whole);
        assertThat(merged()).hasSize(3);
    }

    @Test
    void aDamagedLineLeavesNoScores() throws IOException {
        score(1);
        Path file = file("shard-1-of-1");
        Files.writeString(file, Files.readString(file).replaceFirst("\"probabilities\":\\[", "\"probabilities\":[0.5,"));
        assertThatIOException().isThrownBy(this::merged).withMessageContaining("The file " + file);
        assertThat(files(folder.resolve("merged"))).isEmpty();
    }

    @Test
    void shardsAreWrittenAsAPartOfAll() {
        assertThat(Shard.parse("3/12")).isEqualTo(new Shard(3, 12));
        assertThat(new Shard(3, 12).name()).isEqualTo("shard-03-of-12");
        Function<String, List<String>> none = text -> {
            assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shard");
            return List.of();
        };
        List.of("0/3", "4/3", "3", "a/b", "-1/3", "1/0", "1/1000000000000").forEach(none::apply);
    }

    @Test
    void everyVideoIsInOneShard() {
        List<Integer> list = List.of(0, 1, 2, 3, 4, 5, 6);
        assertThat(new Shard(1, 3).part(list)).containsExactly(0, 3, 6);
        assertThat(new Shard(2, 3).part(list)).containsExactly(1, 4);
        assertThat(new Shard(3, 3).part(list)).containsExactly(2, 5);
        assertThat(new Shard(8, 8).part(list)).isEmpty();
    }
}
