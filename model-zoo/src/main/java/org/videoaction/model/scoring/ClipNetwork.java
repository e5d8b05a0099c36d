package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TooLittleMemory;

/** Gives class probabilities and features of some clips. */
@FunctionalInterface
interface ClipNetwork {

    /**
     * @param frames N x C x T x H x W bytes in direct memory
     * @param clips N
     * @param size H and W
     * @return N rows each
     * @throws TooLittleMemory when there are too many clips
     */
    ScoringNetwork.Scored score(ByteBuffer frames, int clips, FrameSize size);
}
