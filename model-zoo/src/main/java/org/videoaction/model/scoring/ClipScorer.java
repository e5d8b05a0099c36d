package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.TooLittleMemory;

/** Scores clips that lie in memory, by whatever computes the model. For one thread at a time. */
public final class ClipScorer implements AutoCloseable {

    private static final int MOST = 16;

    private final VideoModel model;
    private final ScoringDevice device;
    private final ModelNetwork network;

    /** @throws IllegalArgumentException when the model cannot be computed there, or detects actions in boxes */
    public ClipScorer(VideoModel model, ScoringDevice wanted) {
        if (model.architecture().head().detects()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", detects actions in boxes; it cannot score whole clips.");
        }
        this.model = model;
        this.device = ModelNetwork.device(model, wanted);
        this.network = ModelNetwork.of(model, device, false);
    }

    /** How many clips it is worth to hand over together. */
    public int atOnce(int frames, FrameSize size) {
        return BatchSize.of(model.architecture(), frames, Math.min(size.height(), size.width()), device.kind(), MOST);
    }

    /**
     * Class probabilities.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param count N
     * @return N rows
     * @throws TooLittleMemory when there is too little for a single clip
     */
    public float[][] score(ByteBuffer clips, int count, int channels, int frames, FrameSize size) {
        float[][] rows = new float[count][];
        try {
            new BatchedNetwork((part, some, of) -> network.score(part, some, channels, frames, of.height(), of.width()),
                count)
                .score(clips, count, size, (first, scored) -> System.arraycopy(scored.probabilities(), 0, rows, first,
                    scored.probabilities().length));
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read or written", e);
        }
        return rows;
    }

    @Override
    public void close() {
        network.close();
    }
}
