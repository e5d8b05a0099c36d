package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/** The clips of a pass, decoded ahead: runs of neighbours that come from one video, which is decoded once for all of them. */
final class DecodedRuns implements ClipBatches.Clips {

    /** How many clips a run has, and what decodes them, with a {@link VideoException} where that cannot be done. */
    record Run(int clips, Callable<Decoded> decoding) {}

    /** The clips of a run, and the reading that their memory belongs to. */
    record Decoded(VideoViews read, List<Clip> clips) {}

    private final ViewReader reader;
    private final Iterator<Run> order;
    private final OrderedWork<Decoded> work;
    private Decoded current;
    private VideoException broken;
    private int left;
    private int taken;

    /**
     * @param reader that of the runs, which gets memory back
     * @param threads how many runs are decoded at once
     * @param ahead how many runs a batch takes: while one is worked on, the next one is decoded
     */
    DecodedRuns(ViewReader reader, int threads, int ahead, List<Run> runs) {
        this.reader = reader;
        this.order = runs.iterator();
        this.work = new OrderedWork<>(threads, ahead, runs.size(), i -> runs.get(i).decoding());
    }

    @Override
    public Clip next(ByteBuffer place, Runnable whileWaiting) throws IOException, InterruptedException {
        if (left == 0) {
            nextRun(whileWaiting);
        }
        left--;
        if (broken != null) {
            throw broken;
        }
        Clip clip = current.clips().get(taken++);
        place.put(0, clip.frames(), 0, place.capacity());
        return clip.withFrames(place);
    }

    private void nextRun(Runnable whileWaiting) throws InterruptedException {
        if (current != null) {
            reader.recycle(current.read());
        }
        current = null;
        broken = null;
        taken = 0;
        try {
            current = work.next(whileWaiting);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof VideoException video)) {
                throw new IllegalStateException("a video could not be sampled: " + e.getCause(), e.getCause());
            }
            broken = video;
        }
        left = order.next().clips();
    }

    @Override
    public void close() {
        work.close();
    }
}
