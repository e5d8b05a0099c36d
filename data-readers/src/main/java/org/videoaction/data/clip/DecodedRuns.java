package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/** The clips of a pass, decoded ahead: runs of neighbours that come from one video, which is decoded once for all of them. */
final class DecodedRuns implements ClipBatches.Clips {

    /** The indices of a run's clips, and what decodes them, with a {@link VideoException} where that cannot be done. */
    record Run(List<Integer> clips, Callable<Decoded> decoding) {}

    /** The clips of a run, and the reading that their memory belongs to. */
    record Decoded(VideoViews read, List<Clip> clips) {}

    private final ViewReader reader;
    /** Those that are begun, in their order. */
    private final Deque<Run> begun = new ArrayDeque<>();
    private final OrderedWork<Decoded> work;
    private Decoded current;
    private VideoException broken;
    private List<Integer> clips = List.of();
    private int taken;

    /**
     * @param reader that of the runs, which gets memory back
     * @param threads how many runs are decoded at once
     * @param ahead how many runs a batch takes: while one is worked on, the next one is decoded
     * @param runs asked for as their decoding begins
     */
    DecodedRuns(ViewReader reader, int threads, int ahead, Iterator<Run> runs) {
        this.reader = reader;
        this.work = new OrderedWork<>(threads, ahead, new Iterator<>() {

            @Override
            public boolean hasNext() {
                return runs.hasNext();
            }

            @Override
            public Callable<Decoded> next() {
                begun.add(runs.next());
                return begun.getLast().decoding();
            }
        });
    }

    @Override
    public boolean hasNext() {
        return taken < clips.size() || work.hasNext();
    }

    @Override
    public int index() {
        return clips.get(taken - 1);
    }

    /** All clips of a run have one size: they are of one video. */
    @Override
    public FrameSize size(Runnable whileWaiting) throws InterruptedException {
        if (taken == clips.size()) {
            nextRun(whileWaiting);
        }
        if (broken != null) {
            return null;
        }
        Crop space = current.read().views().get(0).space();
        return new FrameSize(space.width(), space.height());
    }

    @Override
    public Clip next(ByteBuffer place, Runnable whileWaiting) throws IOException, InterruptedException {
        if (taken == clips.size()) {
            nextRun(whileWaiting);
        }
        taken++;
        if (broken != null) {
            throw broken;
        }
        Clip clip = current.clips().get(taken - 1);
        place.put(0, clip.frames(), 0, place.capacity());
        return clip.withFrames(place);
    }

    private void nextRun(Runnable whileWaiting) throws InterruptedException {
        if (current != null) {
            reader.recycle(current.read());
        }
        current = null;
        broken = null;
        try {
            current = work.next(whileWaiting);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof VideoException video)) {
                throw new IllegalStateException("a video could not be sampled: " + e.getCause(), e.getCause());
            }
            broken = video;
        }
        clips = begun.remove().clips();
        taken = 0;
    }

    @Override
    public void close() {
        work.close();
    }
}
