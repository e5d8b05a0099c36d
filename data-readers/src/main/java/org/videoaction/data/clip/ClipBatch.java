package org.videoaction.data.clip;

import java.nio.ByteBuffer;
import java.util.List;
import org.videoaction.data.sampling.FrameSize;

/**
 * Clips that are worked on together.
 *
 * @param clips each with its part of {@code frames}
 * @param indices of the clips in their source
 * @param frameSize H and W, the same for all of them
 * @param frames the clips' frames one after the other, N x C x T x H x W bytes in memory outside the heap; valid until
 *     the next batch is asked for
 */
public record ClipBatch(List<Clip> clips, List<Integer> indices, FrameSize frameSize, ByteBuffer frames) {

    /** The boxes of each clip. */
    public List<List<ClipBox>> boxes() {
        return clips.stream().map(Clip::boxes).toList();
    }

    /** The number of clips, N. */
    public int size() {
        return clips.size();
    }

    /** The clips' labels in their order, of each clip its first one. */
    public int[] labels() {
        return clips.stream().mapToInt(Clip::label).toArray();
    }
}
