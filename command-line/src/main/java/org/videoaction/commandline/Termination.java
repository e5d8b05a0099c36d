package org.videoaction.commandline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the work when the process is told to end, by Ctrl-C or SIGTERM, and waits for that: native libraries that are taken
 * down while they compute crash the process.
 */
final class Termination implements AutoCloseable {

    private static final long LONGEST_WAIT_SECONDS = 10;

    private final Thread worker;
    private final CountDownLatch end = new CountDownLatch(1);

    /** @param worker the thread that works, which is interrupted; progress that it reports then ends it */
    Termination(Thread worker) {
        this.worker = worker;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop the work"));
    }

    /** Returns when the work has ended, or does not end. */
    void stop() {
        if (end.getCount() > 0) {
            worker.interrupt();
        }
        try {
            end.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended. */
    @Override
    public void close() {
        end.countDown();
    }
}
