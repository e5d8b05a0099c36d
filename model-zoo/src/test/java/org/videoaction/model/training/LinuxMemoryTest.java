package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linux's own files, in their form. */
class LinuxMemoryTest {

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @BeforeEach
    void aComputerWithEightMillionKilobytesLeft() throws IOException {
        write("proc/meminfo", "MemTotal:       16000000 kB\nMemFree:         1000000 kB\nMemAvailable:    8000000 kB\n");
    }

    private long available() {
        return new LinuxMemory(root).available();
    }

    @Test
    void whatIsHeldOfFilesCountsAsFree() throws IOException {
        write("proc/self/cgroup", "0::/user.slice\n");
        write("sys/fs/cgroup/user.slice/memory.max", "max\n");
        assertThat(available()).isEqualTo(8_000_000L * 1024);
    }

    @Test
    void aContainerHasItsLimitLessWhatIsUsedButForFiles() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "4000000000\n");
        write("sys/fs/cgroup/memory.current", "3900000000\n");
        write("sys/fs/cgroup/memory.stat", "anon 500000000\nfile 3300000000\ninactive_file 3000000000\n");
        assertThat(available()).isEqualTo(3_100_000_000L);
    }

    @Test
    void ofGroupsWithinGroupsTheTightestCounts() throws IOException {
        write("proc/self/cgroup", "0::/jobs/one\n");
        write("sys/fs/cgroup/jobs/memory.max", "2000000000\n");
        write("sys/fs/cgroup/jobs/memory.current", "1500000000\n");
        write("sys/fs/cgroup/jobs/memory.stat", "inactive_file 0\n");
        write("sys/fs/cgroup/jobs/one/memory.max", "1900000000\n");
        write("sys/fs/cgroup/jobs/one/memory.current", "100000000\n");
        write("sys/fs/cgroup/jobs/one/memory.stat", "inactive_file 0\n");
        assertThat(available()).isEqualTo(500_000_000L);
    }

    @Test
    void controlGroupsOfTheFirstVersionCountToo() throws IOException {
        // a container sees its own group as the first one, by another name
        write("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/docker/0123\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "4000000000\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "3900000000\n");
        write("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 3000000000\n");
        assertThat(available()).isEqualTo(3_100_000_000L);
    }

    @Test
    void aLimitBeyondTheComputersMemoryIsNone() throws IOException {
        write("proc/self/cgroup", "4:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "100\n");
        write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 0\n");
        assertThat(available()).isEqualTo(8_000_000L * 1024);
    }

    @Test
    void elsewhereItIsNotKnown() throws IOException {
        assertThat(new LinuxMemory(root).isKnown()).isTrue();
        assertThat(new LinuxMemory(root.resolve("elsewhere")).isKnown()).isFalse();
    }
}
