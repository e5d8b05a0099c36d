package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.list.Classes;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

/** Scoring that goes on where it was: 6 videos of 3 clips each, scored 3 clips at once. */
class ScoringFolderTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    private static final int VIDEOS = 6;
    private static final int CLIPS = 3;

    @TempDir
    private Path folder;

    private Path kept;
    private ClipTable table;
    private ScoringSettings settings;

    @BeforeEach
    void prepare() throws IOException {
        kept = folder.resolve("kept");
        table = TestClips.table(folder.resolve("clips.arrow"), VIDEOS * CLIPS, CLIPS);
        settings = ScoringSettings.AUTOMATIC.withBatch(CLIPS).keptIn(kept);
    }

    @AfterEach
    void close() {
        table.close();
    }

    private static VideoModel model(long seed) {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1), Classes.of("dark", "bright"),
            Weights.initial(TINY.network(), seed), List.of());
    }

    private Scores score(ScoringSettings how) throws IOException {
        return score(how, clip -> {});
    }

    private Scores score(ScoringSettings how, Consumer<ClipScore> clips) throws IOException {
        return new VideoScorer(model(5), how).scoreReadable(table, Progress.NONE, clips);
    }

    /** Scores until some clips are done. */
    private void scoreUntil(ScoringSettings how, int clips) {
        List<ClipScore> seen = new ArrayList<>();
        assertThatThrownBy(() -> score(how, clip -> {
            if (seen.size() == clips) {
                throw new CancellationException("enough");
            }
            seen.add(clip);
        })).isInstanceOf(CancellationException.class);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(kept.resolve("scored.jsonl"));
    }

    private static void assertSame(List<VideoScore> found, List<VideoScore> expected) {
        assertThat(found).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
    }

    @Test
    void aRestartScoresOnlyTheVideosThatAreLeftAndGivesTheVerySameNumbers() throws IOException {
        Scores whole = score(settings.keptIn(folder.resolve("without a break")));
        // in the middle of the third video
        scoreUntil(settings, 2 * CLIPS + 1);
        assertThat(lines()).hasSize(2);
        List<ClipScore> scored = new ArrayList<>();
        Scores rest = score(settings, scored::add);
        assertThat(scored).hasSize((VIDEOS - 2) * CLIPS).extracting(ClipScore::video).doesNotContain("v0", "v1");
        assertThat(rest.report().reuse().kept()).isEqualTo(2);
        assertSame(rest.videos(), whole.videos());
        Scores again = score(settings);
        assertThat(again.report().reuse().kept()).isEqualTo(VIDEOS);
        assertSame(again.videos(), whole.videos());
    }

    @Test
    void rowsOfClipsAreKeptToo() throws IOException {
        List<ClipScore> whole = new ArrayList<>();
        score(settings.withClips().keptIn(folder.resolve("without a break")), whole::add);
        scoreUntil(settings.withClips(), 2 * CLIPS + 1);
        List<ClipScore> clips = new ArrayList<>();
        score(settings.withClips(), clips::add);
        assertThat(clips).usingRecursiveFieldByFieldElementComparator().isEqualTo(whole);
    }

    @Test
    void aLineThatAKilledProgramLeftUnfinishedIsDropped() throws IOException {
        Scores whole = score(settings);
        Path file = kept.resolve("scored.jsonl");
        String last = lines().get(VIDEOS - 1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - last.length() / 2));
        Scores rest = score(settings);
        assertThat(rest.report().reuse().kept()).isEqualTo(VIDEOS - 1);
        assertSame(rest.videos(), whole.videos());
        assertThat(lines()).hasSize(VIDEOS).last().isEqualTo(last);
    }

    @Test
    void scoresOfAnotherModelOrOtherSettingsAreRefused() throws IOException {
        score(settings);
        assertThatThrownBy(() -> new VideoScorer(model(6), settings).score(table, Progress.NONE))
            .isInstanceOf(IOException.class).hasMessageContaining(kept.toString()).hasMessageContaining("different: model.");
        assertThatThrownBy(() -> score(settings.withBatch(2))).hasMessageContaining("different: clips at once.");
        assertThatThrownBy(() -> score(settings.withClips())).hasMessageContaining("different: rows of clips.");
    }

    @Test
    void scoresOfOtherClipsAreRefused() throws IOException {
        score(settings);
        try (ClipTable other = TestClips.table(folder.resolve("other.arrow"), VIDEOS * CLIPS, 1)) {
            assertThatThrownBy(() -> new VideoScorer(model(5), settings).score(other, Progress.NONE))
                .hasMessageContaining("different: clip recipe.");
        }
    }

    @Test
    void aFolderIsForOneAtATime() throws IOException {
        ScoringWork work = new ScoringWork("model", model(5), table, settings);
        try (ScoringFolder open = ScoringFolder.open(() -> work, 2, table, settings, () -> {})) {
            assertThat(open.find(0, () -> {})).isEqualTo(KeptScores.NONE);
            assertThatThrownBy(() -> ScoringFolder.open(() -> work, 2, table, settings, () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("right now");
        }
    }

    @Test
    void damagedLinesAreNotTakenForScores() throws IOException {
        score(settings);
        Files.write(kept.resolve("scored.jsonl"), "{\"entry\":3}\n".getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.APPEND);
        assertThatThrownBy(() -> score(settings)).isInstanceOf(IOException.class).hasMessageContaining("damaged");
    }
}
