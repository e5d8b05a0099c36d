package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedWorkTest {

    @Test
    void resultsComeInOrderHoweverTheyFinish() throws Exception {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        try (OrderedWork<Integer> work = new OrderedWork<>(2, 5, i -> () -> {
            if (i == 0) {
                secondIsDone.await();
            }
            if (i == 1) {
                secondIsDone.countDown();
            }
            return i;
        })) {
            List<Integer> results = new ArrayList<>();
            while (work.hasNext()) {
                results.add(work.next(() -> {}));
            }
            assertThat(results).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void onlyAFewResultsAreMadeAhead() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        try (OrderedWork<Integer> work = new OrderedWork<>(2, 100, i -> () -> begun.incrementAndGet())) {
            for (int asked = 1; asked <= 20; asked++) {
                work.next(() -> {});
                assertThat(begun.get()).isLessThanOrEqualTo(asked + 2);
            }
        }
    }

    @Test
    void whatIsWaitedForCanBeGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        try (OrderedWork<Integer> work = new OrderedWork<>(1, 1, i -> () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return i;
        })) {
            assertThatThrownBy(() -> work.next(() -> {
                throw new CancellationException("enough");
            })).isInstanceOf(CancellationException.class);
        }
        assertThat(interrupted).isTrue();
    }

    @Test
    void workThatFailedLeavesTheRestAsItIs() throws Exception {
        try (OrderedWork<Integer> work = new OrderedWork<>(2, 3, i -> () -> {
            if (i == 1) {
                throw new IOException("broken");
            }
            return i;
        })) {
            assertThat(work.next(() -> {})).isZero();
            assertThatThrownBy(() -> work.next(() -> {})).isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
            assertThat(work.next(() -> {})).isEqualTo(2);
            assertThat(work.hasNext()).isFalse();
        }
    }
}
