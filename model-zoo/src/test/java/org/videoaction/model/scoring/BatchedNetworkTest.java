package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TooLittleMemory;

class BatchedNetworkTest {

    private static final int CLIPS = 20;

    private final List<Integer> sizes = new ArrayList<>();

    /** Gives each clip's first byte back, and has memory for so many clips. */
    private ClipNetwork network(int enoughFor) {
        return (frames, clips, size) -> {
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

    private static float[][] predict(BatchedNetwork network) throws IOException {
        ByteBuffer frames = ByteBuffer.allocateDirect(2 * CLIPS);
        for (int i = 0; i < CLIPS; i++) {
            frames.put(2 * i, (byte) i);
        }
        float[][] rows = new float[CLIPS][];
        network.score(frames, CLIPS, new FrameSize(2, 1),
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
        checkEveryClip(predict(new BatchedNetwork(network(3), 16)));
        assertThat(sizes).startsWith(16, 8, 4, 2, 2).doesNotContain(3);
    }

    @Test
    void whereMemoryIsTooSmallForOneClipThatIsSaid() {
        BatchedNetwork network = new BatchedNetwork(network(0), 4);
        assertThatThrownBy(() -> predict(network)).isInstanceOf(TooLittleMemory.class);
        assertThat(sizes).containsExactly(4, 2, 1);
    }

    @Test
    void aSizeThatRanOutOfMemoryIsNotTriedAgain() throws IOException {
        checkEveryClip(predict(new BatchedNetwork(network(2), 32)));
        assertThat(sizes).startsWith(20, 16, 8, 4, 2).filteredOn(size -> size > 2).hasSize(4);
    }

    @Test
    void theAutomaticSizeIsAFunctionOfTheWorkOfAClip() {
        // 5 x 10^8 multiply-accumulates are enough, more clips are not worth it
        assertThat(BatchSize.of(2_000_000_000L, 32)).isEqualTo(1);
        assertThat(BatchSize.of(500_000_000L, 32)).isEqualTo(1);
        assertThat(BatchSize.of(499_999_999L, 32)).isEqualTo(2);
        assertThat(BatchSize.of(47_000_000L, 32)).isEqualTo(16);
        assertThat(BatchSize.of(1, 32)).isEqualTo(32);
        assertThat(BatchSize.of(1, 20)).isEqualTo(20);
        assertThat(BatchSize.of(47_000_000L, 5)).isEqualTo(5);
    }
}
