package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningState;

/**
 * Damaged checkpoints are passed over or refused by name, or they give what the whole ones give: never anything else. The
 * system property {@code fuzz.mutations} says how many are tried; the Maven profile {@code fuzz} tries many.
 */
class CheckpointFuzzTest {

    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 3000) / 10;
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_401);
    private static final ChannelSeparated ARCHITECTURE = new ChannelSeparated(Interaction.REDUCED, 50, 1, 1e-3, 0.5, 2);
    private static final Network NETWORK = ARCHITECTURE.network();
    private static final TrainingSettings SETTINGS = new TrainingSettings(Map.of("clips", "those"),
        Map.of("clips", "those"));
    private static final List<String> FILES = List.of("epoch.checkpoint", "step.checkpoint", "best.zip");

    @TempDir
    private Path temporary;

    private static Checkpoint checkpoint(int epochs, int step, long seed) {
        List<Epoch> history = List.of(new Epoch(1, 0.1, 0.7, 0.5, 1, null, 1, 2, 3)).subList(0, epochs);
        return new Checkpoint(epochs, step, new Tally(step, 2 * step, 1.5, 1, 2, 0.5, 0.25), history,
            Weights.initial(NETWORK, seed), state(seed), Found.NOTHING, 2);
    }

    private static LearningState state(long seed) {
        return new LearningState(Weights.initial(NETWORK, seed + 1), Optional.of(Weights.initial(NETWORK, seed + 2)), 7,
            Optional.of(Weights.initial(NETWORK, seed + 3)), 3);
    }

    private static boolean same(LearningState one, LearningState other) {
        return one.steps() == other.steps() && one.averaged() == other.averaged()
            && same(one.velocities(), other.velocities()) && same(one.squares().get(), other.squares().get())
            && same(one.average().get(), other.average().get());
    }

    private static boolean same(Checkpoint one, Checkpoint other) {
        return one.epoch() == other.epoch() && one.step() == other.step() && one.tally().equals(other.tally())
            && one.history().equals(other.history()) && one.threads() == other.threads()
            && same(one.weights(), other.weights()) && same(one.state(), other.state());
    }

    private static boolean same(Weights one, Weights other) {
        return NETWORK.parameters().stream().allMatch(parameter -> Arrays.equals(one.of(parameter), other.of(parameter)));
    }

    @Test
    void damagedCheckpointsNeverGiveAnythingElse() throws Exception {
        CheckpointFolder folder = new CheckpointFolder(temporary.resolve("checkpoints"), 1);
        Checkpoint end = checkpoint(1, 0, 1);
        Checkpoint middle = checkpoint(1, 2, 7);
        VideoModel best = new VideoModel(ARCHITECTURE, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), Weights.initial(NETWORK, 5), end.history());
        folder.keepEpoch(NETWORK, SETTINGS, end);
        folder.keepStep(NETWORK, SETTINGS, middle);
        folder.keepBest(best);
        SplittableRandom random = new SplittableRandom(SEED);
        int noticed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Path file = folder.folder().resolve(FILES.get(i % FILES.size()));
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, damaged(whole, random));
            CheckpointFolder.Resumption resumed = folder.resume(NETWORK, SETTINGS);
            Optional<Checkpoint> latest = resumed.latest();
            assertThat(latest).as("mutation %d", i).isPresent();
            if (resumed.remarks().isEmpty()) {
                assertThat(same(latest.get(), middle)).as("mutation %d", i).isTrue();
                assertThat(same(resumed.lastEpoch().orElseThrow(), end)).as("mutation %d", i).isTrue();
            } else {
                noticed++;
                assertThat(resumed.remarks()).as("mutation %d", i).singleElement().asString().contains(file.toString());
                boolean lostEnd = i % FILES.size() == 0;
                assertThat(same(latest.get(), lostEnd ? middle : end)).as("mutation %d", i).isTrue();
            }
            noticed += isSameOrNamed(folder, best, file, i) ? 0 : 1;
            Files.write(file, whole);
        }
        assertThat(noticed).isGreaterThan(MUTATIONS / 2);
    }

    private static boolean isSameOrNamed(CheckpointFolder folder, VideoModel best, Path damaged, int mutation) {
        try {
            VideoModel read = folder.best().orElseThrow();
            assertThat(read.architecture()).as("mutation %d", mutation).isEqualTo(best.architecture());
            assertThat(read.history()).as("mutation %d", mutation).isEqualTo(best.history());
            assertThat(same(read.weights(), best.weights())).as("mutation %d", mutation).isTrue();
            return true;
        } catch (IOException e) {
            assertThat(e).as("mutation %d", mutation).hasMessageContaining(damaged.toString());
            return false;
        }
    }

    /** Some bytes changed, a stretch of zeros, or the end cut off. */
    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else if (kind == 1) {
            int start = random.nextInt(bytes.length);
            Arrays.fill(bytes, start, Math.min(bytes.length, start + 1 + random.nextInt(4096)), (byte) 0);
            return bytes;
        }
        // the directory at the end is small, but as important as all the rest
        int first = kind == 2 ? 0 : bytes.length - Math.min(bytes.length, 400);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[first + random.nextInt(bytes.length - first)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }
}
