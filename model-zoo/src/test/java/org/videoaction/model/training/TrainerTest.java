package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.Sgd;

class TrainerTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2, 2);

    @TempDir
    private Path folder;

    private static TrainingPlan plan(int epochs, double rate, long seed) {
        return new TrainingPlan(epochs, 4, new PySlowFastSchedule(rate, rate, 0, new CosineDecay(epochs)), Sgd.PYSLOWFAST, seed);
    }

    private static VideoModel train(ClipTable table, TrainingPlan plan) throws TrainingException, IOException {
        return new Trainer(TrainingClips.of(table), TINY, plan).train(Progress.NONE).model();
    }

    @Test
    void learnsWhatSeparatesTheClasses() throws IOException, TrainingException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 16)) {
            VideoModel model = train(table, plan(12, 0.05, 1));
            List<Epoch> history = model.history();
            assertThat(history).extracting(Epoch::number).first().isEqualTo(1);
            assertThat(history).hasSize(12);
            assertThat(history.get(11).loss()).isLessThan(history.get(0).loss() / 2);
            List<VideoScore> scores = new VideoScorer(model, 4).score(table, Progress.NONE);
            assertThat(scores).allMatch(score -> score.label().equals(model.classes().get(score.best())));
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() throws IOException, TrainingException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 8)) {
            float[] first = train(table, plan(2, 0.05, 1)).weights().values().get("head.fc.weight");
            float[] again = train(table, plan(2, 0.05, 1)).weights().values().get("head.fc.weight");
            float[] other = train(table, plan(2, 0.05, 2)).weights().values().get("head.fc.weight");
            assertThat(again).containsExactly(first);
            assertThat(other).isNotEqualTo(first);
        }
    }

    @Test
    void reportsEveryStepUpToTheEnd() throws IOException, TrainingException {
        List<Double> fractions = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 10)) {
            new Trainer(TrainingClips.of(table), TINY, plan(2, 0.05, 1)).train((fraction, message) -> {
                fractions.add(fraction);
                messages.add(message);
            });
        }
        // 10 clips in batches of 4: two whole batches in each of two epochs
        assertThat(fractions).containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(messages.get(2)).startsWith("epoch 2 of 2, loss ").contains("12 of 16 clips").endsWith(" left");
    }

    @Test
    void stopsAfterTheStepInWhichItIsCancelled() throws IOException {
        int[] steps = {0};
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 16)) {
            Trainer trainer = new Trainer(TrainingClips.of(table), TINY, plan(50, 0.05, 1));
            assertThatThrownBy(() -> trainer.train((fraction, message) -> {
                if (++steps[0] == 3) {
                    throw new CancellationException();
                }
            })).isInstanceOf(CancellationException.class);
        }
        assertThat(steps[0]).isEqualTo(3);
    }

    @Test
    void aLossThatIsNoNumberEndsTrainingWithAdvice() throws IOException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 8)) {
            assertThatThrownBy(() -> train(table, plan(20, 1e30, 1))).isInstanceOf(TrainingException.class)
                .hasMessageContaining("Lower the learning rate");
        }
    }

    @Test
    void aTableWithoutClipsIsRefused() throws IOException {
        Path file = folder.resolve("empty.arrow");
        try (ClipTableWriter writer = new ClipTableWriter(file, TestClips.SPEC)) {
            writer.finish();
        }
        try (ClipTable table = ClipTable.open(file)) {
            assertThatThrownBy(() -> train(table, plan(1, 0.05, 1))).isInstanceOf(TrainingException.class)
                .hasMessageContaining("no clip");
        }
    }
}
