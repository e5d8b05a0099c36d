package org.videoaction.data.clip;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.KeyFrameViews;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/** Views of key frames, one key frame after the other; the next ones are decoded meanwhile. Not for several threads. */
public final class KeyFrames implements AutoCloseable {

    private final ViewReader reader;
    private final OrderedWork<VideoViews> reading;
    private VideoViews current;

    /** @param threads how many videos are decoded at once */
    public KeyFrames(List<ListedVideo> keyFrames, KeyFrameViews views, VideoLimits limits, int threads) {
        this.reader = new ViewReader(views, limits, Resize.FAST);
        this.reading = new OrderedWork<>(threads, keyFrames.size(), i -> () -> reader.read(keyFrames.get(i).video(),
            keyFrames.get(i).span(), () -> new SplittableRandom(0)));
    }

    /**
     * The next key frame's views, valid until the one after it is asked for.
     *
     * @param whileWaiting called again and again while they are not there; what it throws ends the waiting
     * @throws VideoException when the video cannot be read; the others can still be asked for
     * @throws CancellationException when the thread was interrupted
     */
    public VideoViews next(Runnable whileWaiting) throws VideoException {
        if (current != null) {
            reader.recycle(current);
        }
        current = null;
        try {
            current = reading.next(whileWaiting);
            return current;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VideoException broken) {
                throw broken;
            }
            throw new IllegalStateException("a video could not be sampled: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw Interruption.asCancellation(e);
        }
    }

    /** Stops decoding ahead. */
    @Override
    public void close() {
        reading.close();
    }
}
