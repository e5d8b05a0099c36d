package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.TooLittleMemory;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

class BatchSearchTest {

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 2, 1e-3, 0, 2);
    private static final int CLIPS = 40;

    @TempDir
    private Path folder;

    /** Steps of one clip, two, four and so on, each of which takes twice as much as the last, or fails. */
    private static final class Stub implements StepMemory {

        private final long free;
        private final int fitting;
        private int tried;

        /**
         * @param free of the memory that one clip takes
         * @param fitting how many clips there is memory for
         */
        Stub(long free, int fitting) {
            this.free = free;
            this.fitting = fitting;
        }

        @Override
        public long free() {
            return free;
        }

        @Override
        public long most(Trial trial) throws IOException, TrainingException {
            int clips = 1 << tried++;
            if (clips > fitting) {
                throw new TooLittleMemory("too many", null);
            }
            trial.run();
            return clips;
        }
    }

    private static TrainingPlan plan(BatchByMemory byMemory) {
        return new TrainingPlan(2, 4, new PySlowFastSchedule(0.01, 0.01, 0, new CosineDecay(2)), Sgd.PYSLOWFAST, 3)
            .with(byMemory);
    }

    private ClipTable clips() throws IOException {
        return TestClips.table(folder.resolve("clips.arrow"), CLIPS);
    }

    private int found(int most, StepMemory memory) throws Exception {
        Weights weights = Weights.initial(TINY.network(), 1);
        try (ClipTable clips = clips();
            TorchNetwork torch = new TorchNetwork(TINY.network(), Preprocessing.KINETICS, weights);
            TorchLearning learning = TorchLearning.across(List.of(torch), plan(BatchByMemory.OFF).rules())) {
            return new BatchSearch(clips, TINY.network(), plan(new BatchByMemory(most, true)), memory).run(learning,
                Progress.NONE);
        }
    }

    @Test
    void stepsDoubleWhileTwiceTheirMemoryIsFree() throws Exception {
        // four clips take 4 of 9, eight would take 8; of 7 they would not fit
        assertThat(found(64, new Stub(9, CLIPS))).isEqualTo(8);
        assertThat(found(64, new Stub(7, CLIPS))).isEqualTo(4);
        assertThat(found(64, new Stub(1, CLIPS))).isEqualTo(1);
    }

    @Test
    void theLargestStepBeforeOneThatFailsIsTaken() throws Exception {
        assertThat(found(64, new Stub(Long.MAX_VALUE, 5))).isEqualTo(4);
        assertThatThrownBy(() -> found(64, new Stub(Long.MAX_VALUE, 0))).isInstanceOf(TrainingException.class)
            .hasMessageContaining("too small for a step of a single clip");
    }

    @Test
    void aDeviceThatTellsNothingOfItsMemoryIsTriedUntilAStepFails() throws Exception {
        assertThat(found(7, StepMemory.ASKED_BY_TRYING)).isEqualTo(4);
        assertThat(found(64, StepMemory.ASKED_BY_TRYING)).isEqualTo(8);
        // room for five clips
        Stub device = new Stub(0, 5);
        assertThat(found(64, new StepMemory() {

            @Override
            public long free() {
                return ASKED_BY_TRYING.free();
            }

            @Override
            public long most(Trial trial) throws IOException, TrainingException {
                return ASKED_BY_TRYING.most(() -> device.most(trial));
            }
        })).isEqualTo(4);
        assertThat(device.tried).isEqualTo(4);
    }

    @Test
    void itIsAPowerOfTwoUpToTheMostAndAQuarterOfTheClips() throws Exception {
        assertThat(found(7, new Stub(Long.MAX_VALUE, CLIPS))).isEqualTo(4);
        // a quarter of 40 is 10
        assertThat(found(64, new Stub(Long.MAX_VALUE, CLIPS))).isEqualTo(8);
    }

    @Test
    void trainingTakesTheBatchThatWasFoundAndScalesTheRateToIt() throws Exception {
        try (ClipTable clips = clips()) {
            List<Integer> batches = new ArrayList<>();
            VideoModel model = trainer(clips, plan(new BatchByMemory(64, true)), batches).in(new Stub(9, CLIPS))
                .train(Progress.NONE).model();
            assertThat(batches).containsExactly(8);
            // twice the batch that the rate of 0.01 is meant for, and what the search did is forgotten
            VideoModel expected = new Trainer(TrainingClips.of(clips), TINY, new TrainingPlan(2, 8,
                new PySlowFastSchedule(0.02, 0.02, 0, new CosineDecay(2)), Sgd.PYSLOWFAST, 3)).train(Progress.NONE).model();
            assertThat(model.history()).extracting(Epoch::rate)
                .isEqualTo(expected.history().stream().map(Epoch::rate).toList());
            TINY.network().parameters().forEach(parameter -> assertThat(model.weights().of(parameter))
                .as(parameter.name()).isEqualTo(expected.weights().of(parameter)));
            VideoModel unscaled = trainer(clips, plan(new BatchByMemory(64, false)), batches).in(new Stub(9, CLIPS))
                .train(Progress.NONE).model();
            assertThat(unscaled.history().get(0).rate()).isCloseTo(expected.history().get(0).rate() / 2, within(1e-15));
        }
    }

    @Test
    void trainingThatGoesOnKnowsTheBatchFromItsCheckpoint() throws Exception {
        try (ClipTable clips = clips()) {
            List<Integer> batches = new ArrayList<>();
            TrainingPlan plan = plan(new BatchByMemory(64, true));
            VideoModel uninterrupted = trainer(clips, plan, batches).in(new Stub(9, CLIPS)).train(Progress.NONE).model();
            CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("checkpoints"), 1);
            assertThatThrownBy(() -> trainer(clips, plan, batches).in(new Stub(9, CLIPS)).keeping(checkpoints)
                .train((fraction, message) -> {
                    if (message.startsWith("epoch 2") && fraction > 0.6) {
                        throw new CancellationException();
                    }
                })).isInstanceOf(CancellationException.class);
            // less memory than there was
            Stub busy = new Stub(1, 1);
            VideoModel resumed = trainer(clips, plan, batches).in(busy).keeping(checkpoints).train(Progress.NONE).model();
            assertThat(busy.tried).isZero();
            assertThat(batches).containsExactly(8, 8, 8);
            TINY.network().parameters().forEach(parameter -> assertThat(resumed.weights().of(parameter))
                .as(parameter.name()).isEqualTo(uninterrupted.weights().of(parameter)));
        }
    }

    private static Trainer trainer(ClipTable clips, TrainingPlan plan, List<Integer> batches) {
        return new Trainer(TrainingClips.of(clips), TINY, plan).reportingBatch(batches::add);
    }

    @Test
    void theSearchCanBeCancelled() throws Exception {
        try (ClipTable clips = clips()) {
            assertThatThrownBy(() -> trainer(clips, plan(new BatchByMemory(64, true)), new ArrayList<>())
                .in(new Stub(9, CLIPS)).train((fraction, message) -> {
                    if (message.contains("finding the batch size, a step of 4")) {
                        throw new CancellationException();
                    }
                })).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void batchesThatAreComputedElsewhereAreNoMatterOfTheMemoryHere() throws Exception {
        try (ClipTable clips = clips()) {
            Trainer trainer = trainer(clips, plan(new BatchByMemory(64, true)), new ArrayList<>());
            assertThatIllegalArgumentException().isThrownBy(() -> trainer.across(new DataParallel(1, 1, 0), round -> null))
                .withMessageContaining("computed here");
        }
    }

    @Test
    void mainMemoryNoticesWhatAStepHoldsInBetween() throws Exception {
        MainMemory memory = new MainMemory();
        assertThat(memory.free()).isPositive();
        long megabyte = 1 << 20;
        List<ByteBuffer> held = new ArrayList<>();
        // allocated zeroed, hence resident
        assertThat(memory.most(() -> held.add(ByteBuffer.allocateDirect((int) (256 * megabyte)))))
            .isGreaterThan(200 * megabyte);
        assertThat(held).hasSize(1);
    }
}
