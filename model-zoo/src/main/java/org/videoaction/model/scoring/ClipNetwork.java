package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import org.videoaction.model.torch.TooLittleMemory;

/** Gives class probabilities of some clips. */
@FunctionalInterface
interface ClipNetwork {

    /**
     * @param frames N x C x T x H x W bytes in direct memory
     * @param clips N
     * @return N rows
     * @throws TooLittleMemory when there are too many clips
     */
    float[][] predict(ByteBuffer frames, int clips);
}
