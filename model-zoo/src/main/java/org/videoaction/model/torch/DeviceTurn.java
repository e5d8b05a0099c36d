package org.videoaction.model.torch;

import ai.djl.Device;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to compute on a device for one call. Whoever computes at the same time takes turns, call by call in the order
 * in which they asked, so that a short scoring does not wait for the end of a long training, and neither takes the cores
 * from the other in the middle of a step.
 */
public final class DeviceTurn implements AutoCloseable {

    /** One a device for the whole process, as there is one device. */
    private static final Map<Device, Semaphore> FREE = new ConcurrentHashMap<>();
    private static final ThreadLocal<Runnable> WAITING = ThreadLocal.withInitial(() -> () -> {});

    private final Semaphore free;

    private DeviceTurn(Semaphore free) {
        this.free = free;
    }

    /** Ends listening. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Hears of this thread's waiting.
     *
     * @param beforeWaiting called where others compute; may throw to give up, as an interrupt does while it waits
     */
    public static Listening listening(Runnable beforeWaiting) {
        Runnable before = WAITING.get();
        WAITING.set(beforeWaiting);
        return () -> WAITING.set(before);
    }

    /**
     * For what computes on the CPU without libtorch.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public static DeviceTurn onCpu() {
        return on(Device.cpu());
    }

    /** @throws CancellationException when the thread is interrupted */
    static DeviceTurn on(Device device) {
        Semaphore free = FREE.computeIfAbsent(device, unseen -> new Semaphore(1, true));
        try {
            // the form with a time limit keeps the queue's order; the one without overtakes it
            if (!free.tryAcquire(0, TimeUnit.MILLISECONDS)) {
                WAITING.get().run();
                free.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("waiting for the device was cancelled").initCause(e);
        }
        return new DeviceTurn(free);
    }

    @Override
    public void close() {
        free.release();
    }
}
