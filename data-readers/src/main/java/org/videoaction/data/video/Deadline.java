package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * When work on one file must be over. FFmpeg asks whenever it reads, so that the limit, and an interruption of the
 * reading thread, also end its own loops over a file.
 */
final class Deadline implements AutoCloseable {

    /** One for all files: JavaCPP has room for ten of a kind, and it must outlive every file that may still ask. */
    private static final Question PASSED = new Question();

    private final Path file;
    private final Duration allowed;
    private final LongPointer nanoTime;

    Deadline(Path file, Duration allowed) {
        this.file = file;
        this.allowed = allowed;
        this.nanoTime = new LongPointer(av_malloc(Long.BYTES));
        nanoTime.put(System.nanoTime() + allowed.toNanos());
    }

    /** Gives more time, as much as went by on what was not this file's own work. */
    void extend(long nanos) {
        nanoTime.put(nanoTime.get() + nanos);
    }

    /** Lets FFmpeg ask; the file must be closed before this deadline is. */
    void watch(AVFormatContext format) {
        format.interrupt_callback().callback(PASSED).opaque(nanoTime);
    }

    /**
     * @throws VideoException when time is over
     * @throws CancellationException when the thread was interrupted
     */
    void check() throws VideoException {
        if (Thread.interrupted()) {
            throw new CancellationException("reading was canceled");
        }
        if (System.nanoTime() - nanoTime.get() > 0) {
            throw new VideoException(file, "took more than " + allowed.toSeconds() + " seconds");
        }
    }

    @Override
    public void close() {
        av_free(nanoTime);
    }

    /** What FFmpeg calls; nothing may be thrown through its frames. */
    private static final class Question extends AVIOInterruptCB.Callback_Pointer {

        @Override
        public int call(Pointer opaque) {
            try {
                boolean passed = System.nanoTime() - new LongPointer(opaque).get() > 0;
                return passed || Thread.currentThread().isInterrupted() ? 1 : 0;
            } catch (Throwable e) {
                // no memory or no stack left
                return 1;
            }
        }
    }
}
