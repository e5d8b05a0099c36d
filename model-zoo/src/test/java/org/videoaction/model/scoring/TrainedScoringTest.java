package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Head;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingPlan;

/** Scoring in fewer bits by weights that were learned: untrained ones give about the same for every clip. */
class TrainedScoringTest {

    private static final int CLIPS = 16;
    private static final int BATCH = 4;
    private static final int EPOCHS = 12;
    private static final double RATE = 0.05;
    /** Keeps probabilities where they still move with what the network computes. */
    private static final Loss SMOOTHED = new Loss(0.4, List.of());
    /** By how much a probability may differ, as is asked on real videos. */
    private static final float BFLOAT16 = 0.02f;
    /** Networks as narrow as these have few values to round, whose errors hardly cancel. */
    private static final float INTEGERS = 0.1f;

    @TempDir
    private Path folder;

    /** bfloat16 is forced: without units for it libtorch computes it all the same, slowly. */
    @ParameterizedTest
    @ValueSource(strings = {"SlowFast, frames by linspace", "Slow-only", "ir-CSN", "X3D", "R(2+1)D of bottlenecks"})
    void fewerBitsGiveATrainedNetworksProbabilities(String network) throws Exception {
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), CLIPS)) {
            VideoModel model = new ModelQuantizer(trained(network, clips), QuantizationSettings.DEFAULT)
                .quantize(clips, Progress.NONE).model();
            List<VideoScore> exact = score(model, clips, Precision.FP32);
            assertThat(dark(exact, "dark").min().orElseThrow()).as("learned")
                .isGreaterThan(dark(exact, "bright").max().orElseThrow());
            assertNear(score(model, clips, Precision.BF16), exact, BFLOAT16);
            if (ScoringDevice.computesInBytes()) {
                assertNear(score(model, clips, Precision.INT8), exact, INTEGERS);
            }
        }
    }

    private static VideoModel trained(String network, ClipTable clips) throws IOException, TrainingException {
        TrainingPlan plan = new TrainingPlan(EPOCHS, BATCH, BATCH, 0,
            new PySlowFastSchedule(RATE, RATE, 0, new CosineDecay(EPOCHS)),
            new LearningRules(Sgd.PYSLOWFAST, SMOOTHED, Tuning.EVERYTHING, Precision.FP32), false, EPOCHS, 0, Multigrid.NONE,
            1);
        return new Trainer(TrainingClips.of(clips), TestNetworks.all().get(network).with(Head.AVERAGE, 2), plan)
            .train(Progress.NONE).model();
    }

    private static List<VideoScore> score(VideoModel model, ClipTable clips, Precision precision) throws IOException {
        ScoringDevice device = new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(precision));
        return new VideoScorer(model, ScoringSettings.AUTOMATIC.withBatch(BATCH).on(device)).score(clips, Progress.NONE);
    }

    /** How probable it is that clips of a class are dark. */
    private static DoubleStream dark(List<VideoScore> scores, String label) {
        return scores.stream().filter(score -> score.label().equals(label)).mapToDouble(score -> score.probabilities()[0]);
    }

    /** The same class of every clip, by probabilities that are near, and of other numbers. */
    private static void assertNear(List<VideoScore> found, List<VideoScore> exact, float largestDifference) {
        assertThat(found).extracting(VideoScore::best).isEqualTo(exact.stream().map(VideoScore::best).toList());
        for (int i = 0; i < exact.size(); i++) {
            assertThat(found.get(i).probabilities()).containsExactly(exact.get(i).probabilities(), offset(largestDifference))
                .isNotEqualTo(exact.get(i).probabilities());
        }
    }
}
