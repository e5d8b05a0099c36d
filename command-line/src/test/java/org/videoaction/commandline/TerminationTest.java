package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TerminationTest {

    @Test
    void workIsInterruptedAndItsEndIsAwaited() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Termination[] termination = new Termination[1];
        Thread worker = new Thread(() -> {
            try (Termination own = new Termination(Thread.currentThread())) {
                termination[0] = own;
                begun.countDown();
                TextProgress progress = new TextProgress(new PrintWriter(new StringWriter()));
                while (true) {
                    progress.report(0.5, "working");
                }
            } catch (CancellationException e) {
                ended.set(true);
            }
        });
        worker.start();
        begun.await();
        termination[0].stop();
        worker.join();
        assertThat(ended).isTrue();
    }

    @Test
    void workThatHasEndedIsNotInterrupted() {
        try (Termination termination = new Termination(Thread.currentThread())) {
            termination.close();
            termination.stop();
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void progressOfAnInterruptedThreadEndsTheWork() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new TextProgress(new PrintWriter(new StringWriter())).report(0, ""))
            .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
