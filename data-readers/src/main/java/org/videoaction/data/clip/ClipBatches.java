package org.videoaction.data.clip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoException;

/** The batches of one way through clips, one after the other, in one piece of memory. Not for several threads. */
public final class ClipBatches implements AutoCloseable {

    /** Gives clips in the order in which they are wanted. */
    interface Clips extends AutoCloseable {

        /** What it has to look for may be wanted only now, so that it can take a while. */
        boolean hasNext();

        /** The index of the clip that {@link #next} gave, or could not read. */
        int index();

        /**
         * Height and width of the next clip.
         *
         * @param whileWaiting called again and again while the clip is not there
         * @return null where it can no longer be read
         */
        FrameSize size(Runnable whileWaiting) throws InterruptedException;

        /**
         * The next clip.
         *
         * @param place where its frames are put, of their size and outside the heap
         * @param whileWaiting called again and again while the clip is not there
         * @throws VideoException when it can no longer be read; where that is so of its video, the same one for each of
         *     the video's neighbouring clips
         */
        Clip next(ByteBuffer place, Runnable whileWaiting) throws IOException, InterruptedException;

        @Override
        void close();
    }

    private final Clips clips;
    private final ClipSource.Broken broken;
    private final ClipSpec spec;
    private final int batch;
    private ByteBuffer frames = ByteBuffer.allocateDirect(0);
    private VideoException reported;

    /** @param batch how many clips are handed over at once */
    ClipBatches(ClipSpec spec, int batch, ClipSource.Broken broken, Clips clips) {
        this.clips = clips;
        this.broken = broken;
        this.spec = spec;
        this.batch = batch;
        makeRoom(spec.clipBytes());
    }

    private void makeRoom(int clipBytes) {
        long bytes = (long) batch * clipBytes;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A batch of " + batch + " clips of " + spec.summary()
                + " is larger than 2 GB. Take fewer clips at once.");
        }
        if (frames.capacity() < bytes) {
            frames = ByteBuffer.allocateDirect((int) bytes);
        }
    }

    public boolean hasNext() {
        return clips.hasNext();
    }

    /**
     * The next batch, without clips of videos that can no longer be read. It ends where clips of another size follow.
     *
     * @param whileWaiting called again and again while videos are being decoded; what it throws ends the waiting
     * @throws IOException when a clip can no longer be read and nobody hears of such clips; the message names it and its
     *     video
     * @throws CancellationException when the thread was interrupted
     */
    public ClipBatch next(Runnable whileWaiting) throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException("the pass is at its end");
        }
        List<Clip> read = new ArrayList<>(batch);
        List<Integer> indices = new ArrayList<>(batch);
        FrameSize size = null;
        try {
            for (int asked = 0; asked < batch && hasNext(); asked++) {
                FrameSize next = clips.size(whileWaiting);
                if (size == null && next != null) {
                    size = next;
                    makeRoom(spec.clipBytes(size));
                } else if (next != null && !next.equals(size)) {
                    break;
                }
                if (add(whileWaiting, read, size)) {
                    indices.add(clips.index());
                }
            }
        } catch (InterruptedException e) {
            throw Interruption.asCancellation(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InternalError e) {
            // how Java says, somewhat late, that a mapped file is shorter than it was, or its disk does not answer
            throw new IOException("The file of the clips became shorter, or its disk failed, while it was read.", e);
        }
        FrameSize all = read.isEmpty() ? new FrameSize(spec.width(), spec.height()) : size;
        return new ClipBatch(List.copyOf(read), List.copyOf(indices), all,
            frames.slice(0, read.size() * spec.clipBytes(all)));
    }

    /** Whether there is one: those of broken videos are left out. */
    private boolean add(Runnable whileWaiting, List<Clip> read, FrameSize size) throws IOException, InterruptedException {
        try {
            int clipBytes = size == null ? 0 : spec.clipBytes(size);
            read.add(clips.next(frames.slice(read.size() * clipBytes, clipBytes), whileWaiting));
            return true;
        } catch (VideoException e) {
            if (e != reported) {
                reported = e;
                broken.hear(clips.index(), e);
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
