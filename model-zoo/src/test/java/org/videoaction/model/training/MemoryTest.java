package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.ResidentMemory;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.torch.Sgd;

/** The memory of training, of the whole process as the system counts it, in a process with a heap of fixed size. */
class MemoryTest {

    private static final int STEPS = 300;
    private static final int SETTLED = 50;
    private static final int BATCH = 2;

    @TempDir
    private Path folder;

    /** Argument: the clip table, of as many steps as there are. Prints the resident kilobytes after a step. */
    public static void main(String[] arguments) throws IOException, TrainingException {
        ChannelSeparated tiny = new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.2, 2);
        // batches of two are no good to learn from, but fast: hardly anything moves
        TrainingPlan plan = new TrainingPlan(1, BATCH, new PySlowFastSchedule(1e-5, 1e-5, 0, new CosineDecay(1)),
            Sgd.PYSLOWFAST, 1);
        int[] step = {0};
        try (ClipTable clips = ClipTable.open(Path.of(arguments[0]))) {
            new Trainer(TrainingClips.of(clips), tiny, plan).train((fraction, message) -> {
                if (++step[0] == SETTLED || step[0] == STEPS) {
                    System.out.println("resident " + step[0] + " " + ResidentMemory.kilobytes());
                }
            });
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void threeHundredStepsTakeNoMoreMemoryThanFifty() throws Exception {
        Path file = folder.resolve("clips.arrow");
        TestClips.table(file, STEPS * BATCH).close();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms192m",
            "-Xmx192m", "-XX:+AlwaysPreTouch", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp",
            System.getProperty("java.class.path"), MemoryTest.class.getName(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
            .filter(line -> line.startsWith("resident ")).toList();
        assertThat(process.waitFor()).isZero();
        assertThat(printed).hasSize(2);
        double settled = kilobytes(printed.get(0), SETTLED);
        assertThat(kilobytes(printed.get(1), STEPS)).as("kilobytes at the end, %.0f after step 50", settled)
            .isLessThan(1.05 * settled);
    }

    private static double kilobytes(String line, int step) {
        assertThat(line).startsWith("resident " + step + " ");
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
