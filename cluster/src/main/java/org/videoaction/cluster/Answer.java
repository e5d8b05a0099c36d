package org.videoaction.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks another computer something, and no longer than somebody waits who made a mistake in its address: clients of file systems
 * try again by themselves for a quarter of an hour and more.
 *
 * @param place what is asked for, as the person named it
 */
record Answer(String place, Duration patience) {

    /**
     * What the question gives.
     *
     * @throws IOException when there is no answer; the message names the place and the reason
     */
    <T> T to(Callable<T> question) throws IOException {
        FutureTask<T> asked = new FutureTask<>(question);
        Thread thread = new Thread(asked, "question about " + place);
        thread.setDaemon(true);
        thread.start();
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unusable(
                "nobody answered within " + patience.toSeconds() + " seconds. Is its host and port right, and does "
                    + "it run?",
                e);
        } catch (ExecutionException e) {
            throw unusable(ClusterJob.sentence(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable("the job was interrupted", e);
        } finally {
            asked.cancel(true);
        }
    }

    private IOException unusable(String reason, Throwable cause) {
        return new IOException(place + " cannot be used: " + reason, cause);
    }
}
