package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LayerDecay;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Optimizer;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;

class AveragingTest {

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.2, 2);
    private static final int CLIPS = 12;
    private static final int LAST = 3;

    @TempDir
    private Path folder;

    /** Plans of so many epochs of the same training. */
    private static TrainingPlan plan(int epochs, Averaging averaging) {
        return plan(epochs, Sgd.PYSLOWFAST).with(averaging);
    }

    private static TrainingPlan plan(int epochs, Optimizer optimizer) {
        return new TrainingPlan(epochs, 4, new PySlowFastSchedule(0.02, 0.02, 0, new CosineDecay(LAST)), optimizer, 5);
    }

    private ClipTable clips() throws IOException {
        return TestClips.table(folder.resolve("clips.arrow"), CLIPS);
    }

    private static VideoModel train(ClipTable clips, TrainingPlan plan) throws Exception {
        return new Trainer(new TrainingClips(clips, Optional.of(clips)), TINY, plan).train(Progress.NONE).model();
    }

    @Test
    void sharesAreThoseOfTorchAndTimm() {
        Averaging plain = new Averaging.Exponential(0.75, false);
        // get_ema_multi_avg_fn(0.75) of torch 2.13: 1, 2, -3, 0.5 give 1, 1.25, 0.1875, 0.265625
        double[] values = {1, 2, -3, 0.5};
        double[] expected = {1, 1.25, 0.1875, 0.265625};
        double average = values[0];
        for (int i = 1; i < values.length; i++) {
            average += plain.afterStep(i) * (values[i] - average);
            assertThat(average).isCloseTo(expected[i], within(1e-12));
        }
        // ModelEmaV3 with use_warmup: 1 - (1 + step) ** (-2/3), at most the decay
        Averaging rising = new Averaging.Exponential(0.9, true);
        assertThat(rising.afterStep(0)).isEqualTo(1);
        assertThat(rising.afterStep(1)).isCloseTo(0.6299605, within(1e-7));
        assertThat(rising.afterStep(7)).isCloseTo(0.25, within(1e-12));
        assertThat(rising.afterStep(1000)).isCloseTo(0.1, within(1e-12));
        // AveragedModel without a function: 1, 2, -3, 0.5 give 1, 1.5, 0, 0.125
        Averaging equal = new Averaging.Equal(2);
        assertThat(equal.afterEpoch(1, 0)).isZero();
        double mean = 0;
        double[] means = {1, 1.5, 0, 0.125};
        for (int i = 0; i < values.length; i++) {
            mean += equal.afterEpoch(2 + i, i) * (values[i] - mean);
            assertThat(mean).isCloseTo(means[i], within(1e-12));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Averaging.Exponential(1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Averaging.Equal(-1));
    }

    @Test
    void theStochasticAverageIsTheMeanOfTheEpochsItSaw() throws Exception {
        try (ClipTable clips = clips()) {
            Weights second = train(clips, plan(2, Sgd.PYSLOWFAST)).weights();
            Weights third = train(clips, plan(LAST, Sgd.PYSLOWFAST)).weights();
            VideoModel averaged = train(clips, plan(LAST, new Averaging.Equal(1)));
            for (Parameter parameter : TINY.network().parameters()) {
                float[] found = averaged.weights().of(parameter);
                float[] a = second.of(parameter);
                float[] b = third.of(parameter);
                if (parameter.role().learned()) {
                    for (int i = 0; i < found.length; i++) {
                        assertThat((double) found[i]).as(parameter.name())
                            .isCloseTo(((double) a[i] + b[i]) / 2, within(1e-6 * Math.max(1, Math.abs(a[i]))));
                    }
                } else {
                    assertThat(found).as(parameter.name()).isNotEqualTo(b);
                }
            }
            assertThat(averaged.history().get(0).validation())
                .as("before the average there is the model").isEqualTo(train(clips, plan(1, Sgd.PYSLOWFAST)).history().get(0)
                    .validation());
        }
    }

    @Test
    void anExponentialAverageThatKeepsNothingIsTheModel() throws Exception {
        try (ClipTable clips = clips()) {
            VideoModel plain = train(clips, plan(2, Sgd.PYSLOWFAST));
            VideoModel averaged = train(clips, plan(2, new Averaging.Exponential(0, false)));
            assertSame(averaged, plain);
            assertThat(train(clips, plan(2, new Averaging.Exponential(0.5, false))).weights().of(headWeight()))
                .isNotEqualTo(plain.weights().of(headWeight()));
        }
    }

    private static Parameter headWeight() {
        return TINY.network().parameters().stream().filter(parameter -> parameter.name().equals("head.fc.weight"))
            .findFirst().orElseThrow();
    }

    static Stream<TrainingPlan> plans() {
        LearningRules byLayers = new LearningRules(AdamW.TORCH, Loss.PLAIN, Tuning.EVERYTHING.with(new LayerDecay(0.7)),
            Precision.FP32);
        return Stream.of(plan(LAST, AdamW.TORCH), plan(LAST, new Averaging.Exponential(0.8, true)),
            plan(LAST, AdamW.TORCH).with(new Averaging.Equal(1)), plan(LAST, AdamW.TORCH).with(byLayers),
            plan(LAST, AdamW.TORCH).with(byLayers.recomputed()));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void interruptedTrainingEndsBitForBitWhereUninterruptedTrainingEnds(TrainingPlan plan) throws Exception {
        try (ClipTable clips = clips()) {
            VideoModel uninterrupted = train(clips, plan);
            CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("checkpoints"), 1);
            Trainer trainer = new Trainer(new TrainingClips(clips, Optional.of(clips)), TINY, plan).keeping(checkpoints);
            for (int interrupted = 0; interrupted < 3; interrupted++) {
                List<String> messages = new ArrayList<>();
                int after = interrupted == 0 ? 2 : 5;
                assertThatThrownBy(() -> trainer.train((fraction, message) -> {
                    messages.add(message);
                    if (messages.size() > after) {
                        throw new CancellationException();
                    }
                })).isInstanceOf(CancellationException.class);
            }
            assertSame(trainer.train(Progress.NONE).model(), uninterrupted);
            assertSame(trainer.train(Progress.NONE).model(), uninterrupted);
        }
    }

    private static void assertSame(VideoModel found, VideoModel expected) {
        TINY.network().parameters().forEach(parameter -> assertThat(found.weights().of(parameter)).as(parameter.name())
            .isEqualTo(expected.weights().of(parameter)));
        assertThat(found.history()).extracting(Epoch::loss).isEqualTo(expected.history().stream().map(Epoch::loss).toList());
        assertThat(found.history()).extracting(Epoch::validation)
            .isEqualTo(expected.history().stream().map(Epoch::validation).toList());
    }

    @Test
    void checkpointsMentionWhatIsNewOnlyWhereItIsUsed() {
        LearningRules plain = LearningRules.plain(Sgd.PYSLOWFAST);
        assertThat(words(plan(1, Sgd.PYSLOWFAST))).doesNotContainKey("averaging").containsEntry("rules",
            Map.of("sgd", Map.of("momentum", 0.9, "nesterov", true, "weightDecay", 1e-4, "decayBatchNorm", false,
                "largestNorm", Double.POSITIVE_INFINITY), "loss", Map.of("smoothing", 0.0, "classWeights", List.of()),
                "tuning", Map.of("frozenStages", 0, "frozenBatchNorm", false, "backboneRate", 1.0), "precision", "FP32"));
        assertThat(words(plan(1, new Averaging.Equal(3)))).containsEntry("averaging", Map.of("from", 3));
        assertThat(words(plan(1, Sgd.PYSLOWFAST).with(new LearningRules(plain.optimizer(), Loss.PLAIN,
            Tuning.EVERYTHING.with(new LayerDecay(0.7)), Precision.FP32))).get("rules").toString())
            .contains("layerDecay={factor=0.7}");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> words(TrainingPlan plan) {
        return new ObjectMapper().convertValue(plan, Map.class);
    }
}
