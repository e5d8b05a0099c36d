package org.videoaction.model.exchange;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;

/** Says how much of a file is written, and stops where that is wanted. */
final class WatchedStream extends FilterOutputStream {

    private static final int MEGABYTE = 1_000_000;

    private final Progress progress;
    private final Pace pace;
    private long written;
    private long reported;

    /** @param expected roughly how many bytes there will be */
    WatchedStream(OutputStream out, long expected, Progress progress) {
        super(out);
        this.progress = progress;
        this.pace = new Pace("MB", expected / MEGABYTE);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        count(1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        out.write(bytes, start, length);
        count(length);
    }

    private void count(int length) {
        written += length;
        if (written - reported >= MEGABYTE) {
            reported = written;
            progress.report(pace.fraction(written / MEGABYTE), pace.message(written / MEGABYTE));
        }
    }
}
