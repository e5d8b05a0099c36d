package org.videoaction.commandline;

import java.io.PrintWriter;
import java.util.Locale;
import org.videoaction.data.Progress;

/** Prints how far long work is, every two seconds. */
final class TextProgress implements Progress {

    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private long last = System.nanoTime();

    TextProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void report(double fraction, String message) {
        if (System.nanoTime() - last > EVERY_NANOS) {
            last = System.nanoTime();
            out.printf(Locale.ROOT, "%3.0f%%  %s%n", 100 * fraction, message);
            out.flush();
        }
    }
}
