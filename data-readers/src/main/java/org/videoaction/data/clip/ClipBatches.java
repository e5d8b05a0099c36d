package org.videoaction.data.clip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.videoaction.data.video.VideoException;

/** The batches of one {@link Pass}, one after the other, in one piece of memory. Not for several threads. */
public final class ClipBatches implements AutoCloseable {

    /** Gives the clips of a pass in its order. */
    interface Clips extends AutoCloseable {

        /**
         * The next clip; its frames are valid until the one after it is asked for.
         *
         * @param whileWaiting called again and again while the clip is not there
         * @throws VideoException when its video can no longer be read; the same one for each of the video's neighbouring
         *     clips
         */
        Clip next(Runnable whileWaiting) throws IOException, InterruptedException;

        @Override
        void close();
    }

    private final Clips clips;
    private final Consumer<VideoException> broken;
    private final int[] order;
    private final int batch;
    private final int clipBytes;
    private final ByteBuffer frames;
    private int left;
    private VideoException reported;

    ClipBatches(ClipSpec spec, Pass pass, Consumer<VideoException> broken, Clips clips) {
        this.clips = clips;
        this.broken = broken;
        this.order = pass.order();
        this.left = order.length;
        this.batch = Math.min(pass.batch(), Math.max(1, left));
        this.clipBytes = spec.clipBytes();
        long bytes = (long) batch * clipBytes;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A batch of " + batch + " clips of " + spec.summary()
                + " is larger than 2 GB. Take fewer clips at once.");
        }
        this.frames = ByteBuffer.allocateDirect((int) bytes);
    }

    public boolean hasNext() {
        return left > 0;
    }

    /**
     * The next batch, without clips of videos that can no longer be read.
     *
     * @param whileWaiting called again and again while videos are being decoded; what it throws ends the waiting
     * @throws IOException when a video can no longer be read and nobody hears of such videos; the message names it
     * @throws CancellationException when the thread was interrupted
     */
    public ClipBatch next(Runnable whileWaiting) throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException("the pass is at its end");
        }
        List<Clip> read = new ArrayList<>(batch);
        List<Integer> indices = new ArrayList<>(batch);
        try {
            for (int wanted = Math.min(batch, left); wanted > 0; wanted--) {
                int index = order[order.length - left--];
                if (add(whileWaiting, read)) {
                    indices.add(index);
                }
            }
        } catch (InterruptedException e) {
            throw Interruption.asCancellation(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new ClipBatch(List.copyOf(read), List.copyOf(indices), frames.slice(0, read.size() * clipBytes));
    }

    /** Whether there is one: those of broken videos are left out. */
    private boolean add(Runnable whileWaiting, List<Clip> read) throws IOException, InterruptedException {
        try {
            Clip clip = clips.next(whileWaiting);
            int place = read.size() * clipBytes;
            frames.put(place, clip.frames(), 0, clipBytes);
            read.add(clip.withFrames(frames.slice(place, clipBytes)));
            return true;
        } catch (VideoException e) {
            if (e != reported) {
                reported = e;
                broken.accept(e);
            }
            return false;
        }
    }

    /** Stops decoding ahead. */
    @Override
    public void close() {
        clips.close();
    }
}
