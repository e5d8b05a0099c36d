package org.videoaction.data.clip;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.ColourChange;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.EvenTimes;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.data.video.FrameTimes;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.Stretch;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/** Some frames of a video as whole pictures, one after the other; the next ones are decoded meanwhile. Not for several threads. */
public final class PickedFrames implements AutoCloseable {

    /** So many are decoded one after the other by one thread. */
    private static final int TOGETHER = 8;

    private final Path video;
    private final int[] frames;
    private final EvenTimes picked;
    private final ViewReader reader;
    private final OrderedWork<VideoViews> reading;
    private Iterator<Picture> run = List.<Picture>of().iterator();
    private VideoViews current;
    private int asked;
    private String problem;

    /**
     * A frame, valid until the next one is asked for.
     *
     * @param shown the size of the upright frame with square pixels
     * @param pixels of the scaled frame: red, green and blue, each row by row
     */
    public record Picture(FrameSize shown, ByteBuffer pixels) {}

    /**
     * @param times of the video's frames
     * @param frames ascending numbers of those that are wanted
     * @param scaling the size that a frame is brought to
     * @param threads how many decode at once
     */
    public PickedFrames(Path video, FrameTimes times, int[] frames, UnaryOperator<FrameSize> scaling, VideoLimits limits,
        int threads) {
        this.video = video;
        this.frames = frames;
        this.picked = new EvenTimes(times, frames);
        this.reader = new ViewReader((first, count, all, fps, size, random) -> List.of(new View(0, 0, new int[] {first},
            whole(scaling.apply(size)), new ColourChange(List.of()))), limits, Resize.FAST);
        this.reading = new OrderedWork<>(threads, (frames.length + TOGETHER - 1) / TOGETHER, i -> () -> read(i * TOGETHER));
    }

    private static Crop whole(FrameSize scaled) {
        return new Crop(scaled, 0, 0, scaled.width(), scaled.height(), false);
    }

    private VideoViews read(int from) throws VideoException {
        return reader.read(video, FolderFrames.ANY,
            IntStream.range(from, Math.min(frames.length, from + TOGETHER)).mapToObj(i -> new Stretch(i, 1)).toList(),
            picked,
            () -> new SplittableRandom(0));
    }

    /**
     * The next of the frames.
     *
     * @param whileWaiting called again and again while it is not there; what it throws ends the waiting
     * @return null after the last one, and where the video has fewer frames than it promises
     * @throws VideoException when the video cannot be read
     * @throws CancellationException when the thread was interrupted
     */
    public Picture next(Runnable whileWaiting) throws VideoException {
        if (!run.hasNext() && asked < frames.length) {
            nextRun(whileWaiting);
        }
        return run.hasNext() ? run.next() : null;
    }

    private void nextRun(Runnable whileWaiting) throws VideoException {
        if (current != null) {
            reader.recycle(current);
            current = null;
        }
        try {
            VideoViews views = reading.next(whileWaiting);
            current = views;
            problem = problem == null ? views.problem() : problem;
            int from = asked;
            // behind its last frame, a reader repeats that
            int there = (int) IntStream.range(0, views.views().size())
                .takeWhile(i -> views.views().get(i).frames()[0] == frames[from + i]).count();
            asked = there < views.views().size() ? frames.length : from + there;
            run = IntStream.range(0, there)
                .mapToObj(i -> new Picture(views.info().shown(), views.clips().get(i))).iterator();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VideoException broken) {
                throw broken;
            }
            throw new IllegalStateException(video + " could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw Interruption.asCancellation(e);
        }
    }

    /** What is missing or damaged in what was read so far, or null. */
    public String problem() {
        return problem;
    }

    /** Stops decoding ahead. */
    @Override
    public void close() {
        reading.close();
    }
}
