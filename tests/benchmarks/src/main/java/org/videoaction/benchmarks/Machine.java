package org.videoaction.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.videoaction.model.torch.TorchLearning;

/**
 * What the networks are computed on, for ratios differ between processors.
 *
 * @param processor its name
 * @param extensions those of its vector instructions that networks use
 * @param gemmRate the rate of one thread that multiplies square matrices of 32-bit floats, in GFLOP/s
 */
record Machine(String processor, String extensions, double gemmRate) {

    private static final Path INFO = Path.of("/proc/cpuinfo");
    private static final List<String> EXTENSIONS = List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16",
        "amx_int8", "asimd", "bf16", "i8mm");
    private static final int SIDE = 1024;
    private static final int ROUNDS = 10;

    /** This one, measured on libtorch with as many threads as the environment asks for. */
    static Machine here() throws IOException {
        List<String> lines = Files.exists(INFO) ? Files.readAllLines(INFO) : List.of();
        List<String> flags = List.of(value(lines, "flags", "Features").split(" "));
        return new Machine(value(lines, "model name", "CPU part"),
            EXTENSIONS.stream().filter(flags::contains).collect(Collectors.joining(" ")), multiplied());
    }

    private static String value(List<String> lines, String key, String otherKey) {
        return lines.stream().filter(line -> line.startsWith(key) || line.startsWith(otherKey))
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
    }

    private static double multiplied() {
        double best = Double.POSITIVE_INFINITY;
        // loads libtorch in the way of the product, from the folder that is chosen
        TorchLearning.threads();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
            NDArray matrix = manager.ones(new Shape(SIDE, SIDE))) {
            for (int round = 0; round < ROUNDS; round++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                matrix.matMul(matrix).close();
                best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
            }
        }
        return 2.0 * SIDE * SIDE * SIDE / best;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s), matrices at %.0f GFLOP/s", processor, extensions, gemmRate);
    }

    /** The rate of a network, beside that of matrices. */
    String share(double gigaFlops, double seconds) {
        return String.format(Locale.ROOT, "ours at %.0f GFLOP/s, %.2f of matrices", gigaFlops / seconds,
            gigaFlops / seconds / gemmRate);
    }
}
