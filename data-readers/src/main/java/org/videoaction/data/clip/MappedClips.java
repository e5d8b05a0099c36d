package org.videoaction.data.clip;

import java.nio.ByteBuffer;
import java.util.PrimitiveIterator;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoException;

/** Clips of one size that lie in mapped files, in the order in which they are wanted. */
final class MappedClips implements ClipBatches.Clips {

    private final FrameSize size;
    private final int clips;
    private final PrimitiveIterator.OfInt order;
    private final Reader reader;
    private int index;

    /** Finds a clip. */
    @FunctionalInterface
    interface Reader {
        Clip read(int index, ByteBuffer place) throws VideoException;
    }

    /**
     * @param clips how many there are; an index beyond is that of a clip that is wanted once more
     */
    MappedClips(FrameSize size, int clips, PrimitiveIterator.OfInt order, Reader reader) {
        this.size = size;
        this.clips = clips;
        this.order = order;
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        return order.hasNext();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public FrameSize size(Runnable whileWaiting) {
        return size;
    }

    @Override
    public Clip next(ByteBuffer place, Runnable whileWaiting) throws VideoException {
        index = order.nextInt() % clips;
        return reader.read(index, place);
    }

    @Override
    public void close() {
        // the frames lie in the mapped files
    }
}
