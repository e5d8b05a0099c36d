package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.videoaction.model.ResidentMemory;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

/** The most memory of a step that computes activations anew, of the whole process as the system counts it. */
class RecomputingMemoryTest {

    private static final int WIDTH = 32;
    private static final int FRAMES = 32;
    private static final int SIDE = 224;
    /** Whose activations outweigh the weights and what Java and libtorch hold. */
    private static final int CLIPS = 3;

    /** Argument: whether activations are computed anew. Prints the most resident kilobytes. */
    public static void main(String[] arguments) {
        Network network = ModelZoo.entry("slowfast-8x8-r50").architecture(WIDTH, 2).network();
        LearningRules kept = LearningRules.plain(Sgd.PYSLOWFAST);
        LearningRules rules = Boolean.parseBoolean(arguments[0]) ? kept.recomputed() : kept;
        ByteBuffer frames = ByteBuffer.allocateDirect(CLIPS * 3 * FRAMES * SIDE * SIDE);
        Examples batch = new Examples(new Clips.Bytes(frames, new long[] {CLIPS, 3, FRAMES, SIDE, SIDE}), Optional.empty(),
            new Targets.Classes(new int[CLIPS]));
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, Weights.initial(network, 1));
            TorchLearning learning = torch.learning(rules)) {
            learning.gradients(batch, CLIPS, new SplittableRandom(1));
            learning.move(0.001);
        }
        System.out.println("most " + ResidentMemory.mostKilobytes());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aStepWhoseTensorsOutweighTheRestTakesThreeFifthsAtMost() throws Exception {
        double kept = mostKilobytes(false);
        assertThat(mostKilobytes(true)).as("kilobytes, of %.0f where everything is kept", kept).isLessThan(0.6 * kept);
    }

    private static double mostKilobytes(boolean anew) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp",
            System.getProperty("java.class.path"), RecomputingMemoryTest.class.getName(), Boolean.toString(anew))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
        // more threads hold more of their own
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
            .filter(line -> line.startsWith("most ")).toList();
        assertThat(process.waitFor()).isZero();
        assertThat(printed).hasSize(1);
        return Double.parseDouble(printed.get(0).substring("most ".length()));
    }
}
