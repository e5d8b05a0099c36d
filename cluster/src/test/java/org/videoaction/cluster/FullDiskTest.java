package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

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

    private static FSError ofHadoop(String message) throws ReflectiveOperationException {
        Constructor<FSError> made = FSError.class.getDeclaredConstructor(Throwable.class);
        made.setAccessible(true);
        return made.newInstance(new IOException(message));
    }

    @Test
    void theHostOfATaskIsSaidAndOfTheResultItsFolder() throws ReflectiveOperationException {
        assertThat(
            FullDisk.sentence(new SparkException("Job aborted due to stage failure: Task 0 in stage 29.0 failed 4 times, "
                + "most recent failure: Lost task 0.3 in stage 29.0 (TID 31) (node7 executor 2): java.io.IOException: No space "
                + "left on device\n\tat x", new IOException("No space left on device"))).orElseThrow())
            .contains("on a disk of the host node7, most likely that of spark.local.dir", ": No space left on device.");
        assertThat(FullDisk.sentence(new SparkException(
            "[TASK_WRITE_FAILED] Task failed while writing rows to file:/a b.c/result/_wave=1.app. SQLSTATE: 58030",
            ofHadoop("File too large"))).orElseThrow())
            .contains("There is no space left in the folder /a b.c/result/_wave=1.app: ");
    }

    @Test
    void aDiskThatTheDriverCannotWriteToIsSaid() {
        StringWriter said = new StringWriter();
        Callable<Integer> job = () -> {
            throw ofHadoop("No space left on device");
        };
        assertThat(ClusterJob.commandLine().addSubcommand("full", CommandSpec.wrapWithoutInspection(job))
            .setErr(new PrintWriter(said, true)).execute("full")).isEqualTo(1);
        assertThat(said.toString()).startsWith("videoaction: There is no space left").hasLineCount(1);
    }

    @Test
    void aHostThatRefusesATaskIsSaidInOneLine() {
        StringWriter said = new StringWriter();
        Callable<Integer> job = () -> {
            throw new SparkException("Job aborted\n\tat x", new UnfitHost("node7", "no integers", "Leave it out."));
        };
        assertThat(ClusterJob.commandLine().addSubcommand("unfit", CommandSpec.wrapWithoutInspection(job))
            .setErr(new PrintWriter(said, true)).execute("unfit")).isEqualTo(2);
        assertThat(said.toString().lines())
            .containsExactly("videoaction: The host node7 cannot compute: no integers. Leave it out.");
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
