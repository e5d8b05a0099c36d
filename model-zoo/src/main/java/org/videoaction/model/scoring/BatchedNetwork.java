package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TooLittleMemory;

/** A network that scores so many clips at once, and half as many where memory is too small; no clip is lost. */
final class BatchedNetwork {

    private final ClipNetwork network;
    private int size;

    BatchedNetwork(ClipNetwork network, int size) {
        this.network = network;
        this.size = size;
    }

    /** How many clips are scored at once by now. */
    int size() {
        return size;
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
     * @param frameSize H and W
     * @throws TooLittleMemory when there is too little for a single clip
     */
    void score(ByteBuffer frames, int clips, FrameSize frameSize, Listener listener) throws IOException {
        int clipBytes = clips == 0 ? 0 : frames.capacity() / clips;
        int done = 0;
        while (done < clips) {
            int count = Math.min(size, clips - done);
            try {
                ScoringNetwork.Scored part = network.score(frames.slice(done * clipBytes, count * clipBytes), count,
                    frameSize);
                listener.scored(done, part);
                done += count;
            } catch (TooLittleMemory e) {
                if (size == 1) {
                    throw e;
                }
                size /= 2;
            }
        }
    }
}
