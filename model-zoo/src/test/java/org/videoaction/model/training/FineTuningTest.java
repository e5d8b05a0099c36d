package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;

class FineTuningTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2,
        2);
    private static final Preprocessing OTHER = new Preprocessing(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    @TempDir
    private Path folder;

    private static VideoModel model(SlowFast network, String... classes) {
        return new VideoModel(network, OTHER, new VideoModel.Input(8, 32, 32, 1), List.of(classes),
            Weights.initial(network.network(), 99), List.of());
    }

    private static Weights first(VideoModel model) throws TrainingException {
        return FirstWeights.of(model, TINY.network(), TestClips.SPEC.classes(), 1);
    }

    @Test
    void aModelOfTheSameClassesKeepsItsHead() throws Exception {
        VideoModel model = model(TINY, "dark", "bright");
        assertThat(first(model).values()).containsExactlyEntriesOf(model.weights().values());
    }

    @Test
    void aModelOfOtherClassesGetsANewHead() throws Exception {
        Weights fresh = Weights.initial(TINY.network(), 1);
        for (VideoModel model : List.of(model(TINY, "bright", "dark"),
            model(TINY.with(Head.AVERAGE, 5), "a", "b", "c", "d", "e"))) {
            Weights first = first(model);
            assertThat(first.values().get("head.fc.weight")).isEqualTo(fresh.values().get("head.fc.weight"));
            assertThat(first.values().get("slow.stem.conv.weight"))
                .isEqualTo(model.weights().values().get("slow.stem.conv.weight"));
        }
    }

    @Test
    void aModelOfAnotherNetworkIsRefused() {
        SlowFast wider = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2, 2);
        assertThatThrownBy(() -> first(model(wider, "dark", "bright"))).isInstanceOf(TrainingException.class)
            .hasMessageContaining("another network, SlowFast R50, alpha 4, beta 1/4, width 8")
            .hasMessageContaining("slow.stem.conv.weight");
    }

    @Test
    void trainingGoesOnFromTheModelWithItsPreprocessing() throws Exception {
        VideoModel model = model(TINY, "dark", "bright");
        TrainingPlan plan = new TrainingPlan(1, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(1)), Sgd.PYSLOWFAST,
            1)
            .with(new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, new Tuning(5, false, 1), Precision.FP32));
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 8)) {
            VideoModel tuned = new Trainer(TrainingClips.of(clips), TINY, plan).startingFrom(model).train(Progress.NONE)
                .model();
            assertThat(tuned.preprocessing()).isEqualTo(OTHER);
            assertThat(tuned.weights().values().get("fast.res5.2.b.conv.weight"))
                .isEqualTo(model.weights().values().get("fast.res5.2.b.conv.weight"));
            assertThat(tuned.weights().values().get("head.fc.weight"))
                .isNotEqualTo(model.weights().values().get("head.fc.weight"));
        }
    }
}
