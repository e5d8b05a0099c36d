package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.list.Classes;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.torch.TorchNetwork;

class EvaluationTest {

    private static final int BATCH = 4;
    private static final ClipSpec SPEC = new ClipSpec(3, 8, 32, 32, 1, 1, 1, Classes.of("a", "b", "never"));
    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 3);
    /** No network can rank clips of a growing brightness so that both classes come first. */
    private static final List<List<Integer>> LABELS = List.of(List.of(0), List.of(1), List.of(), List.of(0, 1), List.of(1),
        List.of(0), List.of(), List.of(1), List.of(0, 1), List.of());

    @TempDir
    private Path folder;

    /** Clips of one brightness each, which grows. */
    private ClipTable table(List<List<Integer>> labels) throws IOException {
        try (ClipTableWriter writer = new ClipTableWriter(folder.resolve("clips.arrow"), SPEC)) {
            for (int i = 0; i < labels.size(); i++) {
                ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
                for (int b = 0; b < frames.capacity(); b++) {
                    frames.put(b, (byte) (25 * i));
                }
                int label = labels.get(i).isEmpty() ? Clip.NO_LABEL : labels.get(i).get(0);
                writer.write(new Clip("c" + i, "v" + i, label, labels.get(i), null, List.of(), 0, 25, 0, 0, "ok", frames));
            }
            writer.finish();
        }
        return ClipTable.open(folder.resolve("clips.arrow"));
    }

    private static TorchNetwork untrained(SlowFast architecture) {
        return new TorchNetwork(architecture.network(), Preprocessing.KINETICS,
            Weights.initial(architecture.network(), 1));
    }

    private static Epoch.Validation validation(ClipTable clips, TorchNetwork network) throws IOException {
        return new Evaluation(clips, clips.spec().classes(), BATCH).of(network, () -> {}, problem -> {}).validation();
    }

    private static List<float[]> probabilities(ClipTable clips, TorchNetwork network) throws IOException {
        List<float[]> rows = new ArrayList<>();
        try (ClipBatches batches = clips.batches(Pass.inOrder(clips.size(), BATCH))) {
            while (batches.hasNext()) {
                ClipBatch batch = batches.next(() -> {});
                rows.addAll(List.of(network.predict(batch.frames(), batch.size(), 3, 8, 32, 32)));
            }
        }
        return rows;
    }

    /** The mean over a class's clips of the share of right ones among those with as high a score. */
    private static double averagePrecision(List<float[]> probabilities, int label) {
        double sum = 0;
        int clips = 0;
        for (int shown = 0; shown < LABELS.size(); shown++) {
            if (LABELS.get(shown).contains(label)) {
                double right = 0;
                double all = 0;
                for (int other = 0; other < LABELS.size(); other++) {
                    if (probabilities.get(other)[label] >= probabilities.get(shown)[label]) {
                        right += LABELS.get(other).contains(label) ? 1 : 0;
                        all++;
                    }
                }
                sum += right / all;
                clips++;
            }
        }
        return sum / clips;
    }

    @Test
    void sharesOfPartitionsComeToTheSameWhateverTheirNumber() throws IOException {
        try (ClipTable clips = table(LABELS); TorchNetwork network = untrained(TINY.with(Head.MULTI_LABEL, 3))) {
            Evaluation evaluation = new Evaluation(clips, SPEC.classes(), BATCH);
            Evaluation.Result alone = evaluation.of(network, () -> {}, problem -> {});
            for (int partitions : new int[] {2, 3, 7}) {
                List<EvaluatedBatch> batches = new ArrayList<>();
                for (int partition = 0; partition < partitions; partition++) {
                    batches.addAll(evaluation.share(network, partition, partitions, () -> {}));
                }
                assertThat(Evaluation.together(batches, problem -> {})).isEqualTo(alone);
            }
        }
    }

    @Test
    void averagePrecisionIsOfTheRankingOfAllClipsAndOfTheClassesThatTheyShow() throws IOException {
        try (ClipTable clips = table(LABELS); TorchNetwork network = untrained(TINY.with(Head.MULTI_LABEL, 3))) {
            List<float[]> probabilities = probabilities(clips, network);
            double expected = (averagePrecision(probabilities, 0) + averagePrecision(probabilities, 1)) / 2;
            assertThat(expected).isBetween(0.1, 0.9);
            assertThat(validation(clips, network).meanAveragePrecision()).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void clipsThatShowNoClassHaveNoAveragePrecision() throws IOException {
        try (ClipTable clips = table(List.of(List.of(), List.of()));
            TorchNetwork network = untrained(TINY.with(Head.MULTI_LABEL, 3))) {
            assertThat(validation(clips, network).meanAveragePrecision()).isNull();
        }
    }

    /** Of one right class or several: the loss tells, and training stops. */
    @ParameterizedTest
    @EnumSource(Labels.class)
    void validationScoresThatOverflowStopTheTraining(Labels labels) throws IOException {
        SlowFast architecture = TINY.with(labels == Labels.SEVERAL ? Head.MULTI_LABEL : Head.AVERAGE, 3);
        Weights weights = TestNetworks.overflowing(Weights.initial(architecture.network(), 1));
        try (ClipTable clips = table(List.of(List.of(0), List.of(1)));
            TorchNetwork network = new TorchNetwork(architecture.network(), Preprocessing.KINETICS, weights)) {
            Epoch.Validation validation = validation(clips, network);
            assertThat(validation.loss()).isNaN();
            assertThatThrownBy(() -> DivergenceGuard.of(labels, 3).checkValidation(4, validation, 0.1))
                .isInstanceOf(Diverged.class)
                .hasMessageContaining("scores of the validation clips are no longer numbers in epoch 5");
        }
    }

    @Test
    void clipsOfOneClassEachHaveNoAveragePrecision() throws IOException {
        SlowFast two = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
        try (ClipTable clips = TestClips.table(folder.resolve("one.arrow"), 4); TorchNetwork network = untrained(two)) {
            assertThat(validation(clips, network).meanAveragePrecision()).isNull();
        }
    }
}
