package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, as Hadoop's file systems need what is on Spark's class path alone. */
@Tag("job")
@Tag("cluster")
public class WholeFolderTest {

    @TempDir
    private Path folder;

    /** Argument: a folder, in which there is none that could get its name. */
    public static void main(String[] arguments) throws IOException {
        URI folder = Path.of(arguments[0]).toUri();
        try {
            new WholeFolder(FileSystem.getLocal(new Configuration())).name(
                new org.apache.hadoop.fs.Path(folder.resolve("_new")),
                new org.apache.hadoop.fs.Path(folder.resolve("wave")));
        } catch (IOException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    @Test
    void aFolderThatAnotherJobRemovedGetsNoName() throws Exception {
        Path tests = Path.of(WholeFolderTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Submission done = Submission.end(Submission.spark("spark-submit", List.of("--master", "local[1]",
            "--driver-class-path", tests + File.pathSeparator + Submission.JOB, "--class", WholeFolderTest.class.getName(),
            Submission.JOB.toString(), folder.toString())));
        assertThat(done.printed()).contains("refused: Another job that writes to the folder");
        assertThat(folder).isEmptyDirectory();
    }
}
