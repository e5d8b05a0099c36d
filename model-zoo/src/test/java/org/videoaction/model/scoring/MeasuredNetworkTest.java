package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TooLittleMemory;

class MeasuredNetworkTest {

    private static final int CLIPS = 20;

    private final List<Integer> sizes = new ArrayList<>();

    /** Gives each clip's first byte back, and has memory for so many clips. */
    private ClipNetwork network(int enoughFor) {
        return (frames, clips) -> {
            sizes.add(clips);
            if (clips > enoughFor) {
                throw new TooLittleMemory("too many", null);
            }
            float[][] rows = new float[clips][];
            for (int i = 0; i < clips; i++) {
                rows[i] = new float[] {frames.get(2 * i)};
            }
            return new ScoringNetwork.Scored(rows, rows);
        };
    }

    private static float[][] predict(MeasuredNetwork network) throws IOException {
        ByteBuffer frames = ByteBuffer.allocateDirect(2 * CLIPS);
        for (int i = 0; i < CLIPS; i++) {
            frames.put(2 * i, (byte) i);
        }
        float[][] rows = new float[CLIPS][];
        network.score(frames, CLIPS,
            (first, part) -> System.arraycopy(part.probabilities(), 0, rows, first, part.probabilities().length));
        return rows;
    }

    private static void checkEveryClip(float[][] rows) {
        assertThat(rows).hasNumberOfRows(CLIPS);
        for (int i = 0; i < CLIPS; i++) {
            assertThat(rows[i]).containsExactly(i);
        }
    }

    @Test
    void whereMemoryIsTooSmallTheBatchHalvesAndNoClipIsLost() throws IOException {
        checkEveryClip(predict(new MeasuredNetwork(network(3), BatchSize.fixed(16))));
        assertThat(sizes).startsWith(16, 8, 4, 2, 2).doesNotContain(3);
    }

    @Test
    void whereMemoryIsTooSmallForOneClipThatIsSaid() {
        MeasuredNetwork network = new MeasuredNetwork(network(0), BatchSize.fixed(4));
        assertThatThrownBy(() -> predict(network)).isInstanceOf(TooLittleMemory.class);
        assertThat(sizes).containsExactly(4, 2, 1);
    }

    @Test
    void itGrowsAsLongAsClipsGetCheaper() {
        BatchSize batch = BatchSize.automatic(32);
        // each run costs 10 and each clip 1: per clip 11, 6, 3.5, 2.25, 1.63, 1.31
        List<Integer> seen = run(batch, clips -> 10 + clips);
        assertThat(seen).contains(1, 2, 4, 8, 16, 32);
        assertThat(batch.size()).isEqualTo(32);
    }

    @Test
    void itGoesBackWhereClipsGetNoCheaper() {
        BatchSize batch = BatchSize.automatic(32);
        // up to four clips cost what one costs; beyond, each costs as much
        List<Integer> seen = run(batch, clips -> clips <= 4 ? 4 : clips);
        assertThat(seen).contains(8).doesNotContain(16);
        assertThat(batch.size()).isEqualTo(4);
    }

    private static List<Integer> run(BatchSize batch, IntToLongFunction nanos) {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seen.add(batch.size());
            batch.took(batch.size(), nanos.applyAsLong(batch.size()));
        }
        return seen;
    }

    @Test
    void aSizeThatRanOutOfMemoryIsNotTriedAgain() throws IOException {
        checkEveryClip(predict(new MeasuredNetwork(network(2), BatchSize.automatic(32))));
        assertThat(sizes.stream().filter(size -> size > 2).count()).isLessThanOrEqualTo(1);
    }
}
