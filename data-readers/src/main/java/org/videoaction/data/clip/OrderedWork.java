package org.videoaction.data.clip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Work on many things, several at once, whose results come in the things' order. Only a few results are made ahead of
 * the one that is asked for. Closing stops what is under way and waits until it has stopped.
 */
final class OrderedWork<T> implements AutoCloseable {

    private static final int POLL_MILLIS = 100;

    private final ExecutorService pool;
    private final int ahead;
    private final Iterator<Callable<T>> work;
    private final Deque<Future<T>> started = new ArrayDeque<>();

    /**
     * One result is made ahead, apart from those that are being worked on.
     *
     * @param threads how many things are worked on at once
     * @param count how many things there are
     * @param work what is to be done for thing i; it heeds the interruption of its thread
     */
    OrderedWork(int threads, int count, IntFunction<Callable<T>> work) {
        this(threads, 1, IntStream.range(0, count).mapToObj(work).iterator());
    }

    /**
     * @param threads how many things are worked on at once
     * @param ahead how many results are made ahead, apart from those that are being worked on
     * @param work what is to be done for each thing, asked for as it is begun; it heeds the interruption of its thread
     */
    OrderedWork(int threads, int ahead, Iterator<Callable<T>> work) {
        this.pool = Executors.newFixedThreadPool(threads, OrderedWork::daemon);
        this.ahead = threads + ahead;
        this.work = work;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "video decoder");
        thread.setDaemon(true);
        return thread;
    }

    boolean hasNext() {
        return !started.isEmpty() || work.hasNext();
    }

    /**
     * The next result.
     *
     * @param whileWaiting called again and again until the result is there; may throw to give up
     * @throws ExecutionException when the work on this thing failed; the others go on
     */
    T next(Runnable whileWaiting) throws ExecutionException, InterruptedException {
        while (started.size() < ahead && work.hasNext()) {
            started.add(pool.submit(work.next()));
        }
        Future<T> result = started.remove();
        while (true) {
            try {
                return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                whileWaiting.run();
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean stopped = false;
        while (!stopped) {
            try {
                stopped = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
