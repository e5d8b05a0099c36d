package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TooLittleMemory;

/** A network that scores as many clips at once as is best, and fewer where memory is too small; no clip is lost. */
final class MeasuredNetwork {

    private final ClipNetwork network;
    private final BatchSize batch;

    MeasuredNetwork(ClipNetwork network, BatchSize batch) {
        this.network = network;
        this.batch = batch;
    }

    /** Hears of clips that were scored together; may throw to give up. */
    @FunctionalInterface
    interface Listener {

        /** @param first the place of the first of them among all clips */
        void scored(int first, ScoringNetwork.Scored part) throws IOException;
    }

    /**
     * @param frames N x C x T x H x W bytes in direct memory
     * @param clips N
     * @throws TooLittleMemory when there is too little for a single clip
     */
    void score(ByteBuffer frames, int clips, Listener listener) throws IOException {
        int clipBytes = clips == 0 ? 0 : frames.capacity() / clips;
        int done = 0;
        while (done < clips) {
            int count = Math.min(batch.size(), clips - done);
            try {
                long start = System.nanoTime();
                ScoringNetwork.Scored part = network.score(frames.slice(done * clipBytes, count * clipBytes), count);
                batch.took(count, System.nanoTime() - start);
                listener.scored(done, part);
                done += count;
            } catch (TooLittleMemory e) {
                if (!batch.halve()) {
                    throw e;
                }
            }
        }
    }
}
