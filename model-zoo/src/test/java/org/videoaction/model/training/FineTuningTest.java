package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.list.Classes;
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
        return new VideoModel(network, OTHER, new VideoModel.Input(8, 32, 32, 1), Classes.of(classes),
            Weights.initial(network.network(), 99), List.of());
    }

    private static FirstWeights first(VideoModel model) throws TrainingException {
        return FirstWeights.of(model, TINY.network(), TestClips.SPEC.classes(), 1);
    }

    /** The weights of a class in the classifier, its bias last. */
    private static float[] row(Weights weights, int label) {
        float[] all = weights.values().get("head.fc.weight");
        float[] biases = weights.values().get("head.fc.bias");
        int length = all.length / biases.length;
        float[] row = Arrays.copyOfRange(all, label * length, (label + 1) * length + 1);
        row[length] = biases[label];
        return row;
    }

    @Test
    void aModelOfTheSameClassesKeepsItsHead() throws Exception {
        VideoModel model = model(TINY, "dark", "bright");
        assertThat(first(model).weights().values()).containsExactlyEntriesOf(model.weights().values());
        assertThat(first(model).remark()).isEmpty();
    }

    @Test
    void aClassifierFollowsTheNamesOfItsClasses() throws Exception {
        VideoModel model = model(TINY, "bright", "dark");

        FirstWeights first = first(model);

        assertThat(row(first.weights(), 0)).isEqualTo(row(model.weights(), 1));
        assertThat(row(first.weights(), 1)).isEqualTo(row(model.weights(), 0));
        assertThat(first.remark()).isEmpty();
    }

    @Test
    void classesThatTheModelDoesNotKnowStartAnewAndAreNamed() throws Exception {
        VideoModel model = model(TINY.with(Head.AVERAGE, 3), "a", "b", "bright");

        FirstWeights first = first(model);

        assertThat(row(first.weights(), 0)).isEqualTo(row(Weights.initial(TINY.network(), 1), 0));
        assertThat(row(first.weights(), 1)).isEqualTo(row(model.weights(), 2));
        assertThat(first.remark()).hasValue("The classifier knows 1 of the 2 classes; that of dark starts anew.");
    }

    @Test
    void aModelOfOtherClassesGetsANewHeadAndItIsSaid() throws Exception {
        VideoModel model = model(TINY.with(Head.AVERAGE, 5), "a", "b", "c", "d", "e");

        FirstWeights first = first(model);

        assertThat(first.weights().values().get("head.fc.weight"))
            .isEqualTo(Weights.initial(TINY.network(), 1).values().get("head.fc.weight"));
        assertThat(first.weights().values().get("slow.stem.conv.weight"))
            .isEqualTo(model.weights().values().get("slow.stem.conv.weight"));
        assertThat(first.remark().orElse("")).contains("none of the 2 classes", "thrown away");
    }

    @Test
    void aModelThatKnowsMoreSaysWhatItLoses() throws Exception {
        assertThat(first(model(TINY.with(Head.AVERAGE, 3), "dark", "x", "bright")).remark())
            .hasValue("The classifier keeps 2 of the model's 3 classes; no clips are of the others.");
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
