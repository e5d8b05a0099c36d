package org.videoaction.data.clip;

import java.nio.ByteBuffer;
import java.util.PrimitiveIterator;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoException;

/** Clips of one size that lie in mapped files, in the order in which they are wanted. */
final class MappedClips implements ClipBatches.Clips {

    private final FrameSize size;
    private final PrimitiveIterator.OfInt order;
    private final Reader reader;
    private int index;

    /** Finds a clip. */
    @FunctionalInterface
    interface Reader {
        Clip read(int index, ByteBuffer place) throws VideoException;
    }

    MappedClips(FrameSize size, PrimitiveIterator.OfInt order, Reader reader) {
        this.size = size;
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
        index = order.nextInt();
        return reader.read(index, place);
    }

    @Override
    public void close() {
        // the frames lie in the mapped files
    }
}
