package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeviceTurnTest {

    private static final Device DEVICE = Device.gpu(77);

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    @Test
    void twoThatComputeOnOneDeviceTakeTurns() throws Exception {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        Thread[] both = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            both[me] = new Thread(() -> {
                for (int call = 0; call < 20; call++) {
                    try (DeviceTurn turn = DeviceTurn.on(DEVICE)) {
                        calls.add("node " + me);
                        awaitThatItWaits(both[1 - me]);
                    }
                }
            });
        }
        DeviceTurn before = DeviceTurn.on(DEVICE);
        for (Thread one : both) {
            one.start();
            awaitThatItWaits(one);
        }

        before.close();

        for (Thread one : both) {
            one.join();
        }
        assertThat(calls).isEqualTo(Collections.nCopies(20, List.of("node 0", "node 1")).stream().flatMap(List::stream)
            .toList());
    }

    private static void awaitThatItWaits(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void devicesDoNotWaitForEachOther() {
        try (DeviceTurn turn = DeviceTurn.on(DEVICE); DeviceTurn other = DeviceTurn.on(Device.gpu(78))) {
            assertThat(other).isNotNull();
        }
    }

    @Test
    void whoWaitsIsHeardAndMayGiveUp() throws Exception {
        try (DeviceTurn turn = DeviceTurn.on(DEVICE)) {
            Future<?> other = others.submit(() -> {
                try (DeviceTurn.Listening heard = DeviceTurn.listening(() -> {
                    throw new CancellationException("enough");
                })) {
                    DeviceTurn.on(DEVICE).close();
                }
            });
            assertThatThrownBy(other::get).hasRootCauseMessage("enough");
        }
    }

    @Test
    void anInterruptEndsWaiting() throws Exception {
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CountDownLatch waits = new CountDownLatch(1);
        try (DeviceTurn turn = DeviceTurn.on(DEVICE)) {
            Future<?> other = others.submit(() -> {
                waiter.set(Thread.currentThread());
                try (DeviceTurn.Listening heard = DeviceTurn.listening(waits::countDown)) {
                    DeviceTurn.on(DEVICE).close();
                }
            });
            waits.await();
            waiter.get().interrupt();
            assertThatThrownBy(other::get).hasCauseInstanceOf(CancellationException.class);
        }
    }
}
