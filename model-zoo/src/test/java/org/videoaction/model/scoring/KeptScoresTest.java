package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.Span;
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

/** Scores that were kept, and videos and lists that were changed since: three videos a, b and c. */
class KeptScoresTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    private static final Classes CLASSES = Classes.of("one", "two");
    private static final SpatialSampling CENTRE = new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false);
    private static final ClipSampling EVEN = new ClipSampling(new UniformClips(8, 1, 2), CENTRE);
    private static final ClipSampling RANDOM = new ClipSampling(new RandomClips(8, 1, 2), CENTRE);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final VideoModel MODEL = new VideoModel(TINY, Preprocessing.KINETICS,
        new VideoModel.Input(8, 32, 32, 1), CLASSES, Weights.initial(TINY.network(), 5), List.of());

    @TempDir
    private static Path generated;

    @TempDir
    private Path folder;

    private Path a;
    private Path b;
    private Path c;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(1, 0, 48, 24, 3).write(generated);
    }

    @BeforeEach
    void copyVideos() throws IOException {
        a = copy("spin", "a.mp4");
        b = copy("grow", "b.mp4");
        c = copy("move_up", "c.mp4");
    }

    private Path copy(String motion, String name) throws IOException {
        return Files.copy(generated.resolve("train/" + motion + "_0.mp4"), folder.resolve(name),
            StandardCopyOption.REPLACE_EXISTING);
    }

    private Path kept() {
        return folder.resolve("kept");
    }

    private ClipSource onDemand(ClipSampling sampling, List<ListedVideo> videos) throws IOException {
        Path table = folder.resolve("on-demand.arrow");
        sampler(sampling).sampleOnDemand(videos, CLASSES, table, Progress.NONE);
        return ClipSource.open(table);
    }

    private static VideoSampler sampler(ClipSampling sampling) {
        return new VideoSampler(new Recipe(sampling, VideoLimits.DEFAULT, Resize.FAST, 5), 1);
    }

    private static List<ListedVideo> listed(Path... videos) {
        return Arrays.stream(videos).map(video -> new ListedVideo(video, "one")).toList();
    }

    private static Scores score(ClipSource clips, Path keeping) throws IOException {
        return new VideoScorer(MODEL, ScoringSettings.AUTOMATIC.keptIn(keeping))
            .scoreReadable(clips, Progress.NONE, clip -> {});
    }

    private Scores score(Path... videos) throws IOException {
        return score(EVEN, listed(videos));
    }

    private Scores score(ClipSampling sampling, List<ListedVideo> videos) throws IOException {
        try (ClipSource clips = onDemand(sampling, videos)) {
            return score(clips, kept());
        }
    }

    /** Each has to be that of a scoring that keeps nothing from before. */
    private void assertRight(Scores scores, Path... videos) throws IOException {
        Path fresh = Files.createTempDirectory(folder, "fresh");
        try (ClipSource clips = onDemand(EVEN, listed(videos))) {
            assertThat(scores.videos()).usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(score(clips, fresh).videos());
        }
    }

    @Test
    void aVideoThatWasReplacedIsScoredAnewAndTheOthersAreKept() throws IOException {
        assertThat(score(a, b, c).report().reuse()).isEqualTo(Reuse.NONE);
        copy("move_left", "b.mp4");
        Scores scores = score(a, b, c);
        assertThat(scores.report().reuse().summary()).isEqualTo("kept 2, scored anew 1 (replaced)");
        assertThat(scores.report().summary()).endsWith("; of scores from before: kept 2, scored anew 1 (replaced)");
        assertRight(scores, a, b, c);
        assertThat(score(a, b, c).report().reuse().summary()).isEqualTo("kept 3");
    }

    @Test
    void aReplacedVideoOfTheSameSizeAndDateIsSeen() throws IOException {
        score(a, b);
        FileTime time = Files.getLastModifiedTime(a);
        byte[] bytes = Files.readAllBytes(a);
        bytes[bytes.length / 2] ^= 1;
        Files.write(a, bytes);
        Files.setLastModifiedTime(a, time);
        assertThat(score(a, b).report().reuse()).isEqualTo(new Reuse(1, 1, 0, 0, 0));
    }

    @Test
    void listedRepairedAndRemovedVideosChangeNothingOfTheRest() throws IOException {
        Files.writeString(b, "not a video");
        score(a, b);
        copy("grow", "b.mp4");
        Scores scores = score(c, b, a);
        assertThat(scores.report().reuse().summary()).isEqualTo("kept 1, added 2");
        assertRight(scores, c, b, a);
        Scores fewer = score(b, c);
        assertThat(fewer.report().reuse().summary()).isEqualTo("kept 2, left out 1");
        assertRight(fewer, b, c);
        assertThat(score(a, b, c).report().reuse().summary()).isEqualTo("kept 3");
    }

    @Test
    void aVideoThatWasCopiedOrRenamedKeepsItsScoreUnderItsNewName() throws IOException {
        score(a, b);
        Files.setLastModifiedTime(a, FileTime.from(Instant.now().plusSeconds(1000)));
        Path renamed = Files.move(b, folder.resolve("renamed.mp4"));
        Scores scores = score(a, renamed);
        assertThat(scores.report().reuse().summary()).isEqualTo("kept 2");
        assertRight(scores, a, renamed);
    }

    @Test
    void labelsAreThoseOfTheList() throws IOException {
        score(a, b);
        Scores scores = score(EVEN, List.of(new ListedVideo(a, "two"), new ListedVideo(b, null)));
        assertThat(scores.report().reuse().kept()).isEqualTo(2);
        assertThat(scores.videos()).extracting(VideoScore::labels).containsExactly(List.of("two"), List.of());
    }

    @Test
    void aVideoThatStandsInTheListOftenIsScoredOnlyUntilItsFirstScoreIsThere() throws IOException {
        score(c);
        Path copied = Files.copy(a, folder.resolve("copied.mp4"));
        Path[] videos = new Path[42];
        Arrays.fill(videos, a);
        videos[40] = copied;
        videos[41] = c;
        List<ListedVideo> listed = new ArrayList<>(listed(videos));
        listed.set(39, new ListedVideo(a, "two"));
        Scores scores = score(EVEN, listed);
        assertThat(Files.readAllLines(kept().resolve("scored.jsonl"))).hasSizeLessThan(20);
        assertThat(scores.report().reuse().summary()).isEqualTo("kept 1, added 41");
        assertThat(scores.videos().get(39).labels()).containsExactly("two");
        listed.set(39, new ListedVideo(a, "one"));
        assertRight(score(EVEN, listed), videos);
        assertThat(scores.videos()).extracting(VideoScore::video).startsWith(a.toString())
            .endsWith(copied.toString(), c.toString());
    }

    @Test
    void segmentsOfOneVideoAreToldApart() throws IOException {
        ListedVideo first = new ListedVideo(a, "one", List.of("one"), new Span(0, 0.4), 0, null);
        ListedVideo second = new ListedVideo(a, "one", List.of("one"), new Span(0.4, 0.8), 0, null);
        Scores one = score(EVEN, List.of(first));
        Scores both = score(EVEN, List.of(second, first));
        assertThat(both.report().reuse().summary()).isEqualTo("kept 1, added 1");
        assertThat(both.videos().get(1).probabilities()).containsExactly(one.videos().get(0).probabilities());
        assertThat(both.videos().get(0).probabilities()).isNotEqualTo(one.videos().get(0).probabilities());
    }

    /** What is drawn depends on a video's place in the list. */
    @Test
    void clipsThatAreDrawnAreThoseOfTheirPlaceInTheList() throws IOException {
        Path kept = folder.resolve("of two");
        try (ClipSource clips = onDemand(RANDOM, listed(a, b))) {
            score(clips, kept);
        }
        List<ListedVideo> other = new ArrayList<>(listed(a, b));
        Collections.reverse(other);
        try (ClipSource clips = onDemand(RANDOM, other)) {
            Scores scores = score(clips, kept);
            assertThat(scores.report().reuse().kept()).isZero();
            assertThat(scores.videos()).usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(score(clips, folder.resolve("fresh")).videos());
        }
    }

    @Test
    void anotherRecipeIsRefused() throws IOException {
        score(a);
        assertThatIOException().isThrownBy(() -> score(new ClipSampling(new UniformClips(8, 2, 2), CENTRE), listed(a)))
            .withMessageContaining("different: clip recipe.");
    }

    /** The clips of a table stay what they are, whatever becomes of their videos. */
    @Test
    void clipsOfATableAreToldApartByTheirFrames() throws IOException {
        Path table = folder.resolve("clips.arrow");
        sampler(EVEN).sample(listed(a, b), CLASSES, table, Progress.NONE);
        try (ClipSource clips = ClipSource.open(table)) {
            score(clips, kept());
            Files.delete(a);
            assertThat(score(clips, kept()).report().reuse().summary()).isEqualTo("kept 2");
        }
        copy("move_left", "a.mp4");
        sampler(EVEN).sample(listed(b, a), CLASSES, table, Progress.NONE);
        try (ClipSource clips = ClipSource.open(table)) {
            Scores scores = score(clips, kept());
            assertThat(scores.report().reuse().summary()).isEqualTo("kept 1, scored anew 1 (replaced)");
            assertRight(scores, b, a);
        }
    }

    @Test
    void aVideoThatChangesWhileItIsScoredIsNotKept() throws IOException {
        try (ClipSource clips = onDemand(EVEN, listed(a, b))) {
            new VideoScorer(MODEL, ScoringSettings.AUTOMATIC.keptIn(kept())).scoreReadable(clips, Progress.NONE, clip -> {
                try {
                    copy("move_left", "b.mp4");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertThat(Files.readAllLines(kept().resolve("scored.jsonl"))).hasSize(1);
        Scores scores = score(a, b);
        assertThat(scores.report().reuse().kept()).isEqualTo(1);
        assertRight(scores, a, b);
    }

    @Test
    void lookingAtTheVideosCanBeCancelled() throws IOException {
        try (ClipSource clips = onDemand(EVEN, listed(a, b))) {
            VideoScorer scorer = new VideoScorer(MODEL, ScoringSettings.AUTOMATIC.keptIn(kept()));
            assertThatThrownBy(() -> scorer.scoreReadable(clips, (fraction, message) -> {
                if (message.equals("looking for kept scores")) {
                    throw new CancellationException();
                }
            }, clip -> {})).isInstanceOf(CancellationException.class);
        }
        assertThat(score(a, b).videos()).hasSize(2);
    }

    /** 1.0.0 had the number in the list instead of the content, and the sum of the list and the recipe for the recipe's. */
    private void rewriteAsVersion1(ClipSource clips, Instant begun) throws Exception {
        Path lines = kept().resolve("scored.jsonl");
        List<String> old = new ArrayList<>();
        for (String line : Files.readAllLines(lines)) {
            ObjectNode score = (ObjectNode) JSON.readTree(line);
            ObjectNode numbered = JSON.createObjectNode().put("entry", old.size());
            numbered.set("score", score.get("score"));
            numbered.set("clips", score.get("clips"));
            old.add(numbered.toString());
        }
        Files.write(lines, old);
        Path settings = kept().resolve("scoring.json");
        Map<String, String> values = JSON.readValue(settings.toFile(), new TypeReference<Map<String, String>>() {});
        assertThat(values.remove("clip recipe")).isNotNull();
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        clips.describe(text -> sum.update((text + "\0").getBytes(StandardCharsets.UTF_8)));
        values.put("clips", HexFormat.of().formatHex(sum.digest()));
        JSON.writeValue(settings.toFile(), values);
        Files.setLastModifiedTime(settings, FileTime.from(begun));
    }

    private void keepAsVersion1(Instant begun) throws Exception {
        try (ClipSource clips = onDemand(EVEN, listed(a, b, c))) {
            score(clips, kept());
            rewriteAsVersion1(clips, begun);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files do not tell when they came to their place")
    void whatVersion1KeptIsTakenWhereTheVideosAreOlder() throws Exception {
        keepAsVersion1(Instant.now().plus(Duration.ofHours(1)));
        Scores scores = score(a, b, c);
        assertThat(scores.report().reuse().summary()).isEqualTo("kept 3");
        assertRight(scores, a, b, c);
        copy("move_left", "b.mp4");
        assertThat(score(c, b, a).report().reuse().summary()).isEqualTo("kept 2, scored anew 1 (replaced)");
    }

    @Test
    void whatVersion1KeptIsScoredAnewWhereTheVideosMayBeNewer() throws Exception {
        keepAsVersion1(Instant.now().minus(Duration.ofHours(1)));
        Scores scores = score(a, b, c);
        assertThat(scores.report().reuse().summary())
            .isEqualTo("scored anew 3 (kept by version 1.0.0, and not known to be what it scored)");
        assertRight(scores, a, b, c);
        assertThat(score(a, b, c).report().reuse().summary()).isEqualTo("kept 3");
    }

    @Test
    void whatVersion1KeptOfAnotherListIsScoredAnew() throws Exception {
        keepAsVersion1(Instant.now().plus(Duration.ofHours(1)));
        Path d = copy("move_left", "d.mp4");
        Scores scores = score(a, c, d);
        assertThat(scores.report().reuse().summary())
            .isEqualTo("scored anew 2 (kept by version 1.0.0, and not known to be what it scored), added 1, left out 1");
        assertRight(scores, a, c, d);
        assertThat(score(a, c, d).report().reuse().summary()).isEqualTo("kept 3");
    }

    /** It does not say apart from the list which recipe it scored by. */
    @Test
    void whatVersion1KeptByAnotherRecipeIsScoredAnew() throws Exception {
        keepAsVersion1(Instant.now().plus(Duration.ofHours(1)));
        Scores scores = score(new ClipSampling(new UniformClips(8, 2, 2), CENTRE), listed(a, b, c));
        assertThat(scores.report().reuse().kept()).isZero();
        assertThat(scores.report().reuse().doubtful()).isEqualTo(3);
    }
}
