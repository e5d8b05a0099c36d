package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.videoaction.model.torch.TooLittleMemory;

/** A network that scores as many clips at once as is best, and fewer where memory is too small; no clip is lost. */
final class MeasuredNetwork {

    private final ClipNetwork network;
    private final BatchSize batch;

    MeasuredNetwork(ClipNetwork network, BatchSize batch) {
        this.network = network;
        this.batch = batch;
    }

    /**
     * @param frames N x C x T x H x W bytes in direct memory
     * @param clips N
     * @param afterEach hears after each part how many of the clips are done; may throw to give up
     * @return N rows
     * @throws TooLittleMemory when there is too little for a single clip
     */
    float[][] predict(ByteBuffer frames, int clips, IntConsumer afterEach) {
        float[][] rows = new float[clips][];
        int clipBytes = clips == 0 ? 0 : frames.capacity() / clips;
        int done = 0;
        while (done < clips) {
            int count = Math.min(batch.size(), clips - done);
            try {
                long start = System.nanoTime();
                float[][] part = network.predict(frames.slice(done * clipBytes, count * clipBytes), count);
                batch.took(count, System.nanoTime() - start);
                System.arraycopy(part, 0, rows, done, count);
                done += count;
                afterEach.accept(done);
            } catch (TooLittleMemory e) {
                if (!batch.halve()) {
                    throw e;
                }
            }
        }
        return rows;
    }
}
