package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class ClusterJobTest {

    @Test
    void aJobThatATaskFailedIsToldByTheReasonOfTheTask() {
        Exception task = new IOException("The host h1 does not see /videos/1.mp4");
        Exception write = new SparkException("[TASK_WRITE_FAILED] Task failed while writing rows to /out.", task);
        Exception stage = new SparkException("Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times\n\tat x",
            write);
        assertThat(ClusterJob.reason(new SparkException("Job aborted", stage)))
            .isEqualTo("The host h1 does not see /videos/1.mp4");
    }

    @Test
    void whatSparkItselfSaysAndFaultsOfOursAreToldInOneLine() {
        assertThat(ClusterJob.reason(new SparkException("Job aborted:\n executor lost\n\tat x", null)))
            .isEqualTo("Job aborted: executor lost");
        assertThat(ClusterJob.reason(new SparkException("Job aborted", new NullPointerException())))
            .isEqualTo("java.lang.NullPointerException");
    }
}
