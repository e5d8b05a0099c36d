package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.LearningState;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;
import org.videoaction.model.torch.Tuning;

/** Training whose batches are shared out to partitions, here by workers of one process that know nothing of each other. */
class RoundsTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.5,
        6);
    private static final ClipSampling RANDOM = new ClipSampling(new RandomClips(8, 2, 1),
        new SpatialSampling(32, 40, 32, SpatialSampling.Place.RANDOM, true));
    private static final int BATCH = 4;

    @TempDir
    private Path folder;

    @TempDir
    private static Path videos;

    private static DatasetList list;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(2, 0, 48, 24, 3).write(videos);
        list = DatasetList.read(ListFormat.PATH_LABEL, videos.resolve("train.txt"), null,
            videos.resolve("classes.txt"));
    }

    private static ClipSource clips() {
        return OnDemandClips.of(new Recipe(RANDOM, VideoLimits.DEFAULT, Resize.FAST, 5), list.classes(), list.videos());
    }

    private static TrainingPlan plan(int epochs, int part) {
        return plan(epochs, BATCH, part);
    }

    private static TrainingPlan plan(int epochs, int batch, int part) {
        return new TrainingPlan(epochs, batch, part, 0, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(epochs)),
            LearningRules.plain(Sgd.PYSLOWFAST), false, 1, 0, Multigrid.NONE, 1);
    }

    /** One worker computes all shares, the last partition's first: none of them knows what it computed before. */
    private static Rounds.Outcome backwards(RoundWorker worker, Round round) throws IOException {
        List<Share> shares = new ArrayList<>();
        for (int partition = round.partitions() - 1; partition >= 0; partition--) {
            shares.add(worker.compute(round, partition, () -> {}));
        }
        Collections.reverse(shares);
        WeightedMean mean = new WeightedMean();
        shares.forEach(share -> mean.add(share.values(), share.weight()));
        return new Rounds.Outcome(mean.values(), shares.stream().map(Share::report).toList());
    }

    private static RoundWorker worker(ClipSource clips, TrainingPlan plan) {
        return new RoundWorker(clips, TINY.network(), Preprocessing.KINETICS, plan);
    }

    private static TrainingResult shared(ClipSource clips, TrainingPlan plan, DataParallel how) throws Exception {
        try (RoundWorker worker = worker(clips, plan)) {
            return new Trainer(TrainingClips.of(clips), TINY, plan).across(how, round -> backwards(worker, round))
                .train(Progress.NONE);
        }
    }

    private static TrainingResult alone(ClipSource clips, TrainingPlan plan) throws Exception {
        return new Trainer(TrainingClips.of(clips), TINY, plan).train(Progress.NONE);
    }

    private static Map<String, String> settings(TrainingResult trained) {
        return trained.model().provenance().steps().get(0).settings();
    }

    private static void assertClose(Weights actual, Weights expected) {
        expected.values().forEach((name, values) -> assertThat(actual.values().get(name)).as(name)
            .containsExactly(values, within(1e-6f)));
    }

    @Test
    void roundsOfOneStepAreTheStepsOfOneProcessWithAsManyParts() throws Exception {
        try (ClipSource clips = clips()) {
            TrainingResult shared = shared(clips, plan(2, BATCH), new DataParallel(2, 1, 0));
            TrainingResult alone = alone(clips, plan(2, BATCH / 2));
            assertClose(shared.model().weights(), alone.model().weights());
            assertThat(settings(shared)).containsEntry("parallel.partitions", "2").containsEntry("parallel.steps", "1");
            assertThat(settings(alone)).doesNotContainKey("parallel.partitions");
            for (int epoch = 0; epoch < 2; epoch++) {
                Epoch of = shared.model().history().get(epoch);
                Epoch expected = alone.model().history().get(epoch);
                assertThat(of.loss()).isCloseTo(expected.loss(), within(1e-6));
                assertThat(of.top1()).isEqualTo(expected.top1());
                assertThat(of.top5()).isEqualTo(expected.top5());
                assertThat(of.clips()).isEqualTo(expected.clips());
                assertThat(of.rate()).isEqualTo(expected.rate());
            }
        }
    }

    @Test
    void validationInPartitionsHasTheNumbersOfOneProcess() throws Exception {
        TrainingPlan plan = plan(2, BATCH);
        try (ClipSource clips = clips(); RoundWorker worker = worker(clips, plan)) {
            TrainingClips both = new TrainingClips(clips, Optional.of(clips));
            DataParallel how = new DataParallel(2, 1, 0);
            List<Epoch> alone = new Trainer(both, TINY, plan).across(how, round -> backwards(worker, round))
                .train(Progress.NONE).model().history();
            for (int partitions : new int[] {1, 2, 5}) {
                List<Epoch> shared = new Trainer(both, TINY, plan).across(how, round -> backwards(worker, round))
                    .validatedBy(weights -> {
                        List<EvaluatedBatch> batches = new ArrayList<>();
                        for (int partition = 0; partition < partitions; partition++) {
                            batches.addAll(worker.look(clips, weights, partition, partitions, () -> {}));
                        }
                        return batches;
                    }).train(Progress.NONE).model().history();
                assertThat(shared).extracting(Epoch::validation).doesNotContainNull()
                    .isEqualTo(alone.stream().map(Epoch::validation).toList());
            }
        }
    }

    @Test
    void classesThatCountDifferentlyDoSoAcrossPartitions() throws Exception {
        LearningRules weighted = new LearningRules(Sgd.MMACTION2, new Loss(0.1, List.of(1.0, 5.0, 0.2, 1.0, 3.0, 0.5)),
            Tuning.EVERYTHING, Precision.FP32);
        try (ClipSource clips = clips()) {
            assertClose(shared(clips, plan(1, 12, 12).with(weighted), new DataParallel(3, 1, 0)).model().weights(),
                alone(clips, plan(1, 12, 4).with(weighted)).model().weights());
        }
    }

    @Test
    void adamAndAnExponentialAverageAreThoseOfOneProcess() throws Exception {
        try (ClipSource clips = clips()) {
            TrainingPlan plan = plan(1, 2).with(LearningRules.plain(AdamW.TORCH))
                .with(new Averaging.Exponential(0.9, true));
            assertClose(shared(clips, plan, new DataParallel(2, 1, 0)).model().weights(),
                alone(clips, plan).model().weights());
        }
    }

    @Test
    void clipsAreMixedWithinAPartition() throws Exception {
        try (ClipSource clips = clips()) {
            TrainingPlan mixed = plan(1, BATCH).with(FewVideos.OFF.with(new Mixing(0.8, 0, 1, 0.5)));
            Weights shared = shared(clips, mixed, new DataParallel(1, 1, 0)).model().weights();
            assertClose(shared, alone(clips, mixed).model().weights());
            assertThat(shared(clips, mixed, new DataParallel(2, 1, 0)).model().weights().values().get("head.fc.weight"))
                .isNotEqualTo(shared.values().get("head.fc.weight"));
        }
    }

    @Test
    void onePartitionThatTakesSeveralStepsARoundIsOneProcess() throws Exception {
        try (ClipSource clips = clips()) {
            TrainingPlan plan = plan(2, BATCH).with(LearningRules.plain(AdamW.TORCH));
            Weights shared = shared(clips, plan, new DataParallel(1, 2, 0)).model().weights();
            alone(clips, plan).model().weights().values()
                .forEach((name, values) -> assertThat(shared.values().get(name)).as(name).containsExactly(values));
        }
    }

    @Test
    void weightsAndMomentaAfterSeveralStepsAreTheMeansOfThoseThatPartitionsReachByThemselves() throws Exception {
        TrainingPlan plan = plan(2, BATCH);
        try (ClipSource clips = clips()) {
            State begun = new State(Weights.initial(TINY.network(), plan.seed()), Optional.empty());
            State once = byHand(clips, plan, 0, begun);
            Weights twice = byHand(clips, plan, 1, once).weights();
            assertClose(shared(clips, plan, new DataParallel(2, 3, 0)).model().weights(), twice);
            // the second round begins with the momenta that the first one left
            Weights forgotten = byHand(clips, plan, 1, new State(once.weights(), Optional.empty())).weights();
            assertThat(catchThrowable(() -> assertClose(forgotten, twice))).isInstanceOf(AssertionError.class);
        }
    }

    /** What a round begins with and leaves; without momenta at the beginning of training. */
    private record State(Weights weights, Optional<Weights> momenta) {}

    /** An epoch of three steps of half a batch each, in one round. */
    private static State byHand(ClipSource clips, TrainingPlan plan, int epoch, State before) throws IOException {
        State first = byHand(clips, plan, epoch, before, 0);
        State second = byHand(clips, plan, epoch, before, 1);
        return new State(mean(first.weights(), second.weights()),
            Optional.of(mean(first.momenta().orElseThrow(), second.momenta().orElseThrow())));
    }

    private static Weights mean(Weights first, Weights second) {
        Map<String, float[]> means = new LinkedHashMap<>();
        first.values().forEach((name, values) -> {
            float[] mean = new float[values.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (((double) values[i] + second.values().get(name)[i]) / 2);
            }
            means.put(name, mean);
        });
        return new Weights(means);
    }

    private static State byHand(ClipSource clips, TrainingPlan plan, int number, State before, int half)
        throws IOException {
        EpochRun epoch = new EpochRun(clips, TINY.network(), plan, EpochSteps.of(plan, number, clips.size()), number);
        int[] order = epoch.order().order();
        int[] own = new int[order.length / 2];
        for (int i = 0; i < own.length; i++) {
            own[i] = order[i / 2 * BATCH + half * 2 + i % 2];
        }
        try (
            TorchNetwork network = new TorchNetwork(TINY.network(), Preprocessing.KINETICS, before.weights());
            TorchLearning learning = network.learning(plan.rules());
            ClipBatches batches = clips.batches(new Pass(own, BATCH / 2, epoch.order().seed()))) {
            before.momenta().ifPresent(momenta -> learning.resume(LearningState.of(momenta)));
            for (int step = 0; step < 3; step++) {
                var random = epoch.random(step);
                // one process would have drawn the first half's dropout before
                for (int i = 0; i < half * 2 * dropped(); i++) {
                    random.nextDouble();
                }
                var read = batches.next(() -> {});
                learning.step(read.frames(), new long[] {2, 3, 8, 32, 32}, Optional.empty(),
                    TrainingClips.targets(read, TINY.network(), list.classes(), list.classes()), 2, epoch.rate(step),
                    random);
            }
            return new State(network.weights(), Optional.of(learning.state().velocities()));
        }
    }

    /** Features that go into the classifier: 32 times the width of the slow path, 8 times the width over that of the fast one. */
    private static int dropped() {
        return 32 * 4 + 32 * 4 / 4;
    }

    @Test
    void postLocalTrainingBeginsWithRoundsOfOneStep() throws Exception {
        try (ClipSource clips = clips()) {
            List<Epoch> local = shared(clips, plan(2, BATCH), new DataParallel(2, 3, 1)).model().history();
            List<Epoch> byStep = shared(clips, plan(2, BATCH), new DataParallel(2, 1, 0)).model().history();
            assertThat(local.get(0).loss()).isEqualTo(byStep.get(0).loss());
            assertThat(local.get(1).loss()).isNotEqualTo(byStep.get(1).loss());
        }
    }

    @Test
    void trainingThatIsStoppedGoesOnToTheSameWeights() throws Exception {
        TrainingPlan plan = plan(2, BATCH);
        DataParallel how = new DataParallel(2, 2, 1);
        try (ClipSource clips = clips(); RoundWorker worker = worker(clips, plan)) {
            int[] rounds = {0};
            Trainer stopped = new Trainer(TrainingClips.of(clips), TINY, plan).keeping(new CheckpointFolder(folder, 1))
                .across(how, round -> {
                    if (++rounds[0] == 5) {
                        throw new IOException("the driver is lost");
                    }
                    return backwards(worker, round);
                });
            assertThat(catchThrowable(() -> stopped.train(Progress.NONE)))
                .hasMessage("the driver is lost");
            assertThat(folder.resolve("step.checkpoint")).exists();
            List<Integer> epochs = new ArrayList<>();
            Weights resumed = new Trainer(TrainingClips.of(clips), TINY, plan).keeping(new CheckpointFolder(folder, 1))
                .across(how, round -> {
                    epochs.add(round.epoch());
                    return backwards(worker, round);
                }).train(Progress.NONE).model().weights();
            assertThat(epochs).containsExactly(1);
            shared(clips, plan, how).model().weights().values()
                .forEach((name, values) -> assertThat(resumed.values().get(name)).as(name).containsExactly(values));
        }
    }

    @Test
    void checkpointsOfOtherPartitionsAreRefused() throws Exception {
        TrainingPlan plan = plan(1, BATCH);
        try (ClipSource clips = clips(); RoundWorker worker = worker(clips, plan)) {
            new Trainer(TrainingClips.of(clips), TINY, plan).keeping(new CheckpointFolder(folder, 0))
                .across(new DataParallel(2, 1, 0), round -> backwards(worker, round)).train(Progress.NONE);
            Trainer other = new Trainer(TrainingClips.of(clips), TINY, plan).keeping(new CheckpointFolder(folder, 0))
                .across(new DataParallel(3, 1, 0), round -> backwards(worker, round));
            assertThat(catchThrowable(() -> other.train(Progress.NONE)))
                .isInstanceOf(TrainingException.class).hasMessageContaining("partitions=2")
                .hasMessageContaining("partitions=3");
        }
    }

    @Test
    void aVideoThatCannotBeReadIsLeftOutOnceForAllPartitions() throws Exception {
        Path broken = videos.resolve("train").resolve("move_up_0.mp4");
        byte[] whole = Files.readAllBytes(broken);
        Files.writeString(broken, "no video");
        try (ClipSource clips = clips()) {
            TrainingResult result = shared(clips, plan(2, BATCH), new DataParallel(4, 1, 0));
            assertThat(result.remarks()).filteredOn(remark -> remark.contains("move_up_0.mp4")).hasSize(1);
            assertThat(result.model().history()).extracting(Epoch::clips).containsExactly(11, 11);
        } finally {
            Files.write(broken, whole);
        }
    }
}
