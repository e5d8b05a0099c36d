package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;

class TrainerTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2,
        2);

    @TempDir
    private Path folder;

    private static TrainingPlan plan(int epochs, double rate, long seed) {
        return new TrainingPlan(epochs, 4, new PySlowFastSchedule(rate, rate, 0, new CosineDecay(epochs)), Sgd.PYSLOWFAST,
            seed);
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
            assertThat(scores).allMatch(score -> score.label().equals(model.classes().name(score.best())));
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

    @Test
    void trainingThatGoesAstrayKeepsTheModelOfTheLastGoodEpoch() throws IOException, TrainingException {
        Schedule astray = (epoch, step, steps) -> epoch < 2 ? 0.05 : 1e30;
        Schedule good = (epoch, step, steps) -> 0.05;
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 8)) {
            TrainingResult result = new Trainer(TrainingClips.of(table), TINY,
                new TrainingPlan(9, 4, astray, Sgd.PYSLOWFAST, 1)).train(Progress.NONE);
            VideoModel expected = train(table, new TrainingPlan(2, 4, good, Sgd.PYSLOWFAST, 1));
            assertThat(result.model().weights().values().get("head.fc.weight"))
                .isEqualTo(expected.weights().values().get("head.fc.weight"));
            assertThat(result.model().history()).hasSize(2);
            assertThat(result.remarks()).singleElement().asString().contains("in epoch 3", "Lower the learning rate",
                "The model is that of epoch 2, the last good one.");
        }
    }

    @Test
    void trainingWithoutPatienceLeftEndsEarlyWithTheBestModel() throws IOException, TrainingException {
        // what is frozen does not get better
        LearningRules frozen = new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, new Tuning(5, true, 1), Precision.FP32);
        TrainingPlan plan = new TrainingPlan(50, 4, (epoch, step, steps) -> epoch == 0 ? 0 : -0.1, Sgd.PYSLOWFAST, 1)
            .with(frozen).withPatience(3);
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 8)) {
            TrainingResult result = new Trainer(new TrainingClips(table, Optional.of(table)), TINY, plan)
                .train(Progress.NONE);
            List<Epoch> history = result.model().history();
            Epoch best = EarlyStop.best(history).orElseThrow();
            assertThat(history).hasSize(best.number() + 3);
            assertThat(result.remarks()).singleElement().asString()
                .contains("ended early after epoch " + history.size(), "that of epoch " + best.number());
            VideoModel untilBest = new Trainer(TrainingClips.of(table), TINY, new TrainingPlan(best.number(), 4,
                plan.schedule(), Sgd.PYSLOWFAST, 1).with(frozen)).train(Progress.NONE).model();
            assertThat(result.model().weights().values().get("head.fc.weight"))
                .isEqualTo(untilBest.weights().values().get("head.fc.weight"));
        }
    }

    @Test
    void validationIsTheMeanOverClipsOfWhatTheScoresSay() throws IOException, TrainingException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 10)) {
            VideoModel model = new Trainer(new TrainingClips(table, Optional.of(table)), TINY, plan(2, 0.05, 1))
                .train(Progress.NONE).model();
            double loss = 0;
            int right = 0;
            for (VideoScore score : new VideoScorer(model, 4).score(table, Progress.NONE)) {
                int label = model.classes().index(score.label());
                loss -= Math.log(score.probabilities()[label]) / table.size();
                right += score.best() == label ? 1 : 0;
            }
            Epoch.Validation validation = model.history().get(1).validation();
            assertThat(validation.loss()).isCloseTo(loss, within(1e-4 * Math.max(1, loss)));
            assertThat(validation.top1()).isEqualTo((double) right / table.size());
            assertThat(validation.top5()).isEqualTo(1);
        }
    }

    @Test
    void batchesLargerThanTheDataTakeAllOfIt() throws IOException, TrainingException {
        TrainingPlan plan = new TrainingPlan(2, 64, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(2)),
            Sgd.PYSLOWFAST, 1);
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6)) {
            TrainingResult result = new Trainer(TrainingClips.of(table), TINY, plan).train(Progress.NONE);
            assertThat(result.model().history()).extracting(Epoch::clips).containsExactly(6, 6);
            assertThat(result.remarks()).singleElement().asString().contains("fewer clips to train on, 6");
        }
    }

    @Test
    void clipsWithSeveralLabelsAreTrainedOnAndValidated() throws IOException, TrainingException {
        SlowFast several = TINY.with(Head.MULTI_LABEL, 2);
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 16)) {
            VideoModel model = new Trainer(new TrainingClips(table, Optional.of(table)), several, plan(10, 0.05, 1))
                .train(Progress.NONE).model();
            Epoch first = model.history().get(0);
            Epoch last = model.history().get(9);
            // before it has learned anything a network is near ln 2 for each class
            assertThat(first.loss()).isBetween(0.3, 1.2);
            assertThat(last.loss()).isLessThan(first.loss() / 2);
            assertThat(last.validation().top1()).isEqualTo(1);
            assertThat(last.validation().meanAveragePrecision()).isEqualTo(1);
        }
    }
}
