package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FullDiskTest {

    @Test
    void theInnermostReasonIsSaid() {
        Exception job = new SparkException(
            "Job aborted due to stage failure:\n java.io.IOException: No space left on device\n at x",
            new IOException("The DiskSpace quota of /out is exceeded: quota = 1 B\n\tat org.apache.hadoop.X"));
        assertThat(FullDisk.sentence(job)).hasValueSatisfying(said -> assertThat(said)
            .contains("There is no space left", ": The DiskSpace quota of /out is exceeded: quota = 1 B. When there is room")
            .doesNotContain("\n"));
    }

    @Test
    void dataNodesThatTakeNothingMayBeFullOrGone() {
        String hdfs = "File /out/x could only be written to 0 of the 1 minReplication nodes. There are 0 datanode(s) running.";
        assertThat(FullDisk.sentence(new SparkException("Job aborted", new IOException(hdfs)))).hasValueSatisfying(
            said -> assertThat(said).contains("full or they do not answer", "0 datanode(s) running. When one does")
                .doesNotContain("There is no space left"));
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(FullDisk.sentence(new SparkException("Job aborted", new IOException()))).isEmpty();
    }
}
