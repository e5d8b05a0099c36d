package org.videoaction.data.clip;

import java.util.concurrent.CancellationException;

/** An interrupted thread means that the work is no longer wanted. */
final class Interruption {

    private Interruption() {
    }

    static CancellationException asCancellation(Exception cause) {
        CancellationException cancelled = new CancellationException("reading videos was canceled");
        cancelled.initCause(cause);
        return cancelled;
    }
}
