package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saved workflow that looks for devices to compute on. */
class ComputeDevicesTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Path WORKFLOW = PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.COMPUTE_DEVICES);

    @Test
    void theCpuCanBeUsedAndPassesItsTest(@TempDir Path out) throws IOException {
        assertThat(Main.run(PROJECT, List.of(WORKFLOW.toString(), "--out", out.toString()))).isZero();

        List<String> lines = Files.readAllLines(out.resolve("compute-devices-1-1.csv"));
        assertThat(lines.get(0)).isEqualTo("Row ID,Usable,Problem,Name,Memory (bytes),Threads,libtorch,Self-test passed,"
            + "Largest difference,Self-test (s)");
        assertThat(lines.get(1)).startsWith("cpu,true,,").contains(",2.7.1,true,");
        assertThat(lines.subList(2, lines.size())).isNotEmpty().allMatch(line -> line.startsWith("gpu"));
    }
}
