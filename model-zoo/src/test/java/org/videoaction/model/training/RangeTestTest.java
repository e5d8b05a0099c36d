package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.Optimizer;
import org.videoaction.model.torch.Sgd;

class RangeTestTest {

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 2, 1e-3, 0, 2);
    private static final int EPOCHS = 2;

    @TempDir
    private Path folder;

    /** Shares of the rate: 1 and 1 / 2. */
    private static TrainingPlan plan(Optimizer optimizer) {
        return new TrainingPlan(EPOCHS, 4,
            new PySlowFastSchedule(1, 1, 0, new RelativeSteps(List.of(0, 1), List.of(1.0, 0.5))), optimizer, 3);
    }

    private ClipTable clips() throws IOException {
        return TestClips.table(folder.resolve("clips.arrow"), 12);
    }

    private static Trainer trainer(ClipTable clips, TrainingPlan plan, List<RateCurve> curves) {
        return new Trainer(TrainingClips.of(clips), TINY, plan).reportingRate(curves::add);
    }

    @Test
    void lossesAreSmoothedAndATenthOfTheRateOfTheLowestIsSuggested() {
        RateCurve curve = RateCurve.of(List.of(new double[] {0.1, 3}, new double[] {0.2, 1}, new double[] {0.4, 9}));
        // (0.9 x 0.1 x 3 + 0.1 x 1) / (0.9 x 0.1 + 0.1), and so on
        assertThat(curve.points()).extracting(RateCurve.Point::smoothed).satisfies(means -> {
            assertThat(means.get(0)).isCloseTo(3, within(1e-12));
            assertThat(means.get(1)).isCloseTo(0.37 / 0.19, within(1e-12));
            assertThat(means.get(2)).isCloseTo((0.9 * 0.37 + 0.9) / 0.271, within(1e-12));
        });
        assertThat(curve.suggestion()).isCloseTo(0.02, within(1e-15));
    }

    @Test
    void whereNoStepLoweredTheLossHalfTheLastRateBeforeItRoseIsSuggested() {
        List<double[]> steps = new ArrayList<>();
        for (double rate : new double[] {0.001, 0.01, 0.1}) {
            steps.add(new double[] {rate, rate == 0.01 ? 1.99 : 2});
        }
        // the mean of 2, 1.99, 2 and 4 by the weights 0.9^3, 0.9^2, 0.9 and 1 is 2.58, more than 1 / 0.9 times as much
        steps.add(new double[] {1, 4});
        assertThat(RateCurve.of(steps).suggestion()).isEqualTo(0.05);
        assertThat(RateCurve.of(steps.subList(0, 3)).suggestion()).isEqualTo(0.05);
    }

    @Test
    void ratesRiseByTheSameFactorFromStepToStep() throws Exception {
        try (ClipTable clips = clips()) {
            RangeTest sgd = new RangeTest(clips, TINY.network(), plan(Sgd.PYSLOWFAST));
            assertThat(sgd.rate(0)).isCloseTo(1e-5, within(1e-17));
            assertThat(sgd.rate(99)).isCloseTo(10, within(1e-12));
            assertThat(sgd.rate(34) / sgd.rate(33)).isCloseTo(Math.pow(1e6, 1 / 99.0), within(1e-12));
            assertThat(new RangeTest(clips, TINY.network(), plan(AdamW.TORCH)).rate(99)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void trainingTakesTheRateThatWasFoundAndTheSharesOfItsPlan() throws Exception {
        try (ClipTable clips = clips()) {
            List<RateCurve> curves = new ArrayList<>();
            VideoModel model = trainer(clips, plan(Sgd.PYSLOWFAST).findingRate(), curves).train(Progress.NONE).model();
            assertThat(curves).hasSize(1);
            RateCurve curve = curves.get(0);
            assertThat(curve.points()).hasSizeBetween(10, RangeTest.STEPS);
            assertThat(curve.points()).extracting(RateCurve.Point::rate).isSorted();
            RateCurve.Point last = curve.points().get(curve.points().size() - 1);
            assertThat(curve.points().size() == RangeTest.STEPS || last.smoothed() > 4 * curve.lowest().smoothed()
                || last.rate() > 1).as("ends for a reason").isTrue();
            assertThat(model.history()).extracting(Epoch::rate).containsExactly(curve.suggestion(),
                0.5 * curve.suggestion());
            // the test leaves nothing behind: a plan of that rate trains the same network
            Schedule known = (epoch, step, steps) -> curve.suggestion() * (epoch < 1 ? 1 : 0.5);
            VideoModel expected = trainer(clips, new TrainingPlan(EPOCHS, 4, known, Sgd.PYSLOWFAST, 3), curves)
                .train(Progress.NONE).model();
            assertThat(curves).hasSize(1);
            TINY.network().parameters().forEach(parameter -> assertThat(model.weights().of(parameter))
                .as(parameter.name()).isEqualTo(expected.weights().of(parameter)));
        }
    }

    @Test
    void trainingThatGoesOnKnowsTheRateFromItsCheckpoint() throws Exception {
        try (ClipTable clips = clips()) {
            List<RateCurve> curves = new ArrayList<>();
            TrainingPlan plan = plan(Sgd.PYSLOWFAST).findingRate();
            VideoModel uninterrupted = trainer(clips, plan, curves).train(Progress.NONE).model();
            CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("checkpoints"), 1);
            assertThatThrownBy(() -> trainer(clips, plan, curves).keeping(checkpoints).train((fraction, message) -> {
                if (message.startsWith("epoch 2") && fraction > 0.6) {
                    throw new CancellationException();
                }
            })).isInstanceOf(CancellationException.class);
            List<String> messages = new ArrayList<>();
            VideoModel resumed = trainer(clips, plan, curves).keeping(checkpoints)
                .train((fraction, message) -> messages.add(message)).model();
            assertThat(messages).isNotEmpty().noneMatch(message -> message.contains("finding the learning rate"));
            assertThat(curves).hasSize(3).containsOnly(curves.get(0));
            assertThat(resumed.history()).extracting(Epoch::rate, Epoch::loss).isEqualTo(uninterrupted.history().stream()
                .map(epoch -> tuple(epoch.rate(), epoch.loss())).toList());
        }
    }

    @Test
    void theTestCanBeCancelled() throws Exception {
        try (ClipTable clips = clips()) {
            assertThatThrownBy(() -> trainer(clips, plan(Sgd.PYSLOWFAST).findingRate(), new ArrayList<>())
                .train((fraction, message) -> {
                    if (message.contains("finding the learning rate, step 3 ")) {
                        throw new CancellationException();
                    }
                })).isInstanceOf(CancellationException.class);
        }
    }
}
