package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

/**
 * Whether scoring in bfloat16 pays: on a GPU that has units for it, on a CPU that has them if a small network of the convolutions that networks are
 * made of, depthwise ones among them, is clearly faster. Without such units bfloat16 is slower, and nothing is measured;
 * neither where the environment says {@code VIDEOACTION_BFLOAT16=off}, for CPUs of several kinds that are to agree.
 */
final class NarrowNumbers {

    /** What Linux calls the units of x86 and Arm; other systems do not say. */
    private static final Set<String> UNITS = Set.of("avx512_bf16", "amx_bf16", "bf16");
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    /** A smaller gain is not worth other numbers, and might be gone the next time. */
    private static final double CLEARLY = 0.8;
    private static final int ROUNDS = 5;
    private static final int CHANNELS = 64;
    private static final int FRAMES = 8;
    private static final int SIDE = 28;

    /** The first GPUs with units for bfloat16, NVIDIA's Ampere, have compute capability 8.0. */
    private static final int AMPERE = 80;

    private NarrowNumbers() {
    }

    /** What is known of this machine, measured once. */
    private static final class Here {
        private static final boolean PAY = !"off".equalsIgnoreCase(System.getenv("VIDEOACTION_BFLOAT16"))
            && pay(units(), NarrowNumbers::seconds);
    }

    /** On a device of this machine. */
    static boolean payOn(Device device) {
        return device.isGpu() ? payFrom(capability(device.getDeviceId())) : Here.PAY;
    }

    /** @param capability of a GPU, nothing where it is not known */
    static boolean payFrom(Optional<String> capability) {
        return capability.filter(known -> Integer.parseInt(known) < AMPERE).isEmpty();
    }

    /** As digits, such as 75; it is told by CUDA's runtime, where that is found. */
    private static Optional<String> capability(int gpu) {
        try {
            return Optional.of(CudaUtils.getComputeCapability(gpu)).filter(digits -> digits.matches("\\d{2,4}"));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * @param units what the processor has
     * @param seconds of the small network in some numbers
     */
    static boolean pay(Set<String> units, ToDoubleFunction<Precision> seconds) {
        return !Collections.disjoint(units, UNITS)
            && seconds.applyAsDouble(Precision.BF16) < CLEARLY * seconds.applyAsDouble(Precision.FP32);
    }

    private static Set<String> units() {
        try {
            return Files.isReadable(PROCESSORS) ? units(Files.readAllLines(PROCESSORS)) : Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** What the first processor has. */
    static Set<String> units(List<String> processors) {
        return processors.stream().filter(line -> line.startsWith("flags") || line.startsWith("Features")).findFirst()
            .map(line -> Set.copyOf(Arrays.asList(line.substring(line.indexOf(':') + 1).strip().split("\\s+"))))
            .orElse(Set.of());
    }

    static double seconds(Precision precision) {
        Network network = network();
        Preprocessing bytes = new Preprocessing(Collections.nCopies(CHANNELS, 0.0), Collections.nCopies(CHANNELS, 1.0));
        ByteBuffer clip = ByteBuffer.allocateDirect(CHANNELS * FRAMES * SIDE * SIDE);
        long best = Long.MAX_VALUE;
        try (ScoringNetwork scoring = new ScoringNetwork(network, bytes, Weights.initial(network, 1),
            new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(precision), ScoringDevice.Engine.LIBTORCH))) {
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                scoring.predict(clip, 1, CHANNELS, FRAMES, SIDE, SIDE);
                best = Math.min(best, System.nanoTime() - start);
            }
        }
        return best / 1e9;
    }

    private static Network network() {
        List<Node> nodes = new ArrayList<>(List.of(new Node("clip", new Layer.Input(CHANNELS), List.of())));
        for (Layer.Convolution conv : List.of(conv(Extent.of(1, 1), 1), conv(Extent.of(1, 3), 1), conv(Extent.of(3, 1), 1),
            conv(Extent.of(3, 3), CHANNELS))) {
            nodes.add(new Node("conv" + nodes.size(), conv, List.of(nodes.size() - 1)));
            nodes.add(new Node("relu" + nodes.size(), new Layer.Relu(), List.of(nodes.size() - 1)));
        }
        nodes.add(new Node("pool", new Layer.AveragePool(), List.of(nodes.size() - 1)));
        nodes.add(new Node("fc", new Layer.Linear(CHANNELS, 1), List.of(nodes.size() - 1)));
        return new Network(nodes, Labels.ONE);
    }

    private static Layer.Convolution conv(Extent kernel, int groups) {
        return new Layer.Convolution(CHANNELS, CHANNELS, kernel, Extent.of(1, 1), kernel.same(), 1, groups, true);
    }
}
