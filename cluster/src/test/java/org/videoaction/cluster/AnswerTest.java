package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final String PLACE = "hdfs://name-node:8020/lists";

    @Test
    void whoAnswersIsHeard() throws IOException {
        assertThat(new Answer(PLACE, Duration.ofMinutes(1)).<String>to(() -> "there")).isEqualTo("there");
    }

    @Test
    void whoNeverAnswersIsNamedAndNoLongerAsked() {
        CountDownLatch ended = new CountDownLatch(1);
        assertThatThrownBy(() -> new Answer(PLACE, Duration.ofMillis(20)).to(() -> {
            try {
                return new CountDownLatch(1).await(1, TimeUnit.DAYS);
            } finally {
                ended.countDown();
            }
        })).isInstanceOf(IOException.class).hasMessageContaining(PLACE + " cannot be used: nobody answered within ");
        assertThat(ended).satisfies(CountDownLatch::await);
    }

    @Test
    void aReasonIsOneLineWithoutTheOtherComputersStack() {
        assertThatThrownBy(() -> new Answer(PLACE, Duration.ofMinutes(1)).to(() -> {
            throw new IOException(
                "Permission denied: user=ann, access=WRITE\n\tat org.apache.hadoop.Checker.check(Checker.java:1)");
        })).isInstanceOf(IOException.class)
            .hasMessage(PLACE + " cannot be used: Permission denied: user=ann, access=WRITE");
        assertThatThrownBy(() -> new Answer(PLACE, Duration.ofMinutes(1)).to(() -> {
            throw new IllegalArgumentException(new UnknownHostException("name-node"));
        })).hasMessageContaining("UnknownHostException: name-node");
    }
}
