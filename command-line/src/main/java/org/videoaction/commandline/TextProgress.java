package org.videoaction.commandline;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Progress;

/** Prints how far long work is, every two seconds, and ends it when its thread was interrupted. */
final class TextProgress implements Progress {

    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private long last = System.nanoTime();

    TextProgress(PrintWriter out) {
        this.out = out;
    }

    /** @throws CancellationException when the thread was interrupted */
    @Override
    public void report(double fraction, String message) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("stopped");
        }
        if (System.nanoTime() - last > EVERY_NANOS) {
            last = System.nanoTime();
            out.printf(Locale.ROOT, "%3.0f%%  %s%n", 100 * fraction, message);
            out.flush();
        }
    }
}
