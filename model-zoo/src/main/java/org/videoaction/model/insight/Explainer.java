package org.videoaction.model.insight;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Progress;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.torch.ScoreGradients;

/** Finds what of clips speaks for a class. For one thread at a time. */
public interface Explainer extends AutoCloseable {

    /** The most probable class of a clip. */
    int BEST = ScoreGradients.BEST;

    /**
     * The evidence for a class in one clip.
     *
     * @param clip C x T x H x W bytes, in direct memory
     * @param frames T
     * @param size H and W
     * @param label a class, or {@link #BEST}
     * @throws CancellationException when {@code progress} says so
     */
    Evidence explain(ByteBuffer clip, int frames, FrameSize size, int label, Progress progress);

    @Override
    void close();
}
