package org.videoaction.model.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;

/** What a training wants to know of its clips before it begins, for which videos are read: here, or where they lie. */
public interface ClipFacts {

    /** Reads from this machine. */
    ClipFacts HERE = new ClipFacts() {};

    /** As {@link ClipSource#wholeContent}. */
    default String wholeContent(ClipSource clips, int clip, Runnable whileReading) throws IOException {
        return clips.wholeContent(clip, whileReading);
    }

    /** The frames of the first clip in a pass of seed 0. */
    default ByteBuffer firstFrames(ClipSource clips) throws IOException {
        try (ClipBatches batches = clips.batches(new Pass(new int[] {0}, 1, 0))) {
            return batches.next(() -> {}).frames();
        }
    }
}
