package org.videoaction.cluster;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What an executor's process has loaded, such as networks, which serves one task after the other until the process ends. Tasks
 * have nothing in common but the process, so this is static.
 */
final class ExecutorPool {

    private static final Map<Object, Queue<Object>> IDLE = new ConcurrentHashMap<>();

    private ExecutorPool() {
    }

    /** Loads what a task needs. */
    @FunctionalInterface
    interface Load<T> {
        T load() throws IOException;
    }

    /** Computes with it. */
    @FunctionalInterface
    interface Work<T, R> {
        R with(T loaded) throws IOException;
    }

    /**
     * Lends the work what was loaded for as long as it takes, and loads it where none is idle.
     *
     * @param key what equals it is for the same
     */
    static <T, R> R with(Object key, Load<T> load, Work<T, R> work) throws IOException {
        Queue<Object> idle = IDLE.computeIfAbsent(key, unknown -> new ConcurrentLinkedQueue<>());
        @SuppressWarnings("unchecked")
        T waiting = (T) idle.poll();
        T lent = waiting == null ? load.load() : waiting;
        try {
            return work.with(lent);
        } finally {
            idle.add(lent);
        }
    }
}
