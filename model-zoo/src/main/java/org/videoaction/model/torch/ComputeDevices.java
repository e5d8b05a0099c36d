package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.videoaction.data.Progress;

/** Finds out what networks can be computed on here. */
public final class ComputeDevices {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String HOW = " Name the folder of a libtorch " + TorchFolder.VERSION + " for CUDA 12.8 in the "
        + "preferences, or in the variable " + TorchFolder.VARIABLE + ", of the environment or of the Java machine, and "
        + "start again.";

    private ComputeDevices() {
    }

    /**
     * The CPU, and each GPU or one row that says why there is none.
     *
     * @param test whether each is tried
     */
    public static List<ComputeDevice> list(boolean test, Progress progress) {
        progress.report(0, "Loading libtorch");
        int gpus;
        try {
            gpus = ScriptModule.gpus();
        } catch (LinkageError e) {
            return List.of(unusable("cpu", processor(), memory(), sentence(e.getMessage())));
        }
        List<ComputeDevice> devices = new ArrayList<>();
        progress.report(0.1, "The CPU");
        Optional<SelfTest> cpu = test ? Optional.of(SelfTest.ofCpu()) : Optional.empty();
        devices.add(new ComputeDevice("cpu", null, processor(), memory(), ScriptModule.threads(), ScriptModule.version(),
            cpu));
        for (int gpu = 0; gpu < gpus; gpu++) {
            progress.report(0.1 + 0.9 * (gpu + 1) / (gpus + 1), "GPU " + gpu);
            devices.add(gpu(gpu, cpu));
        }
        if (gpus == 0) {
            devices.add(unusable("gpu", null, -1, "The libtorch that is used, " + ScriptModule.version()
                + ", finds no GPU of NVIDIA: it is built for CPUs, or there is none, or its driver is missing." + HOW));
        }
        return devices;
    }

    private static ComputeDevice gpu(int number, Optional<SelfTest> cpu) {
        String id = "gpu " + number;
        Device device = Device.gpu(number);
        try {
            Optional<SelfTest> test = cpu.map(expected -> SelfTest.onGpu(number, expected));
            return new ComputeDevice(id, null, name(number), memory(device), 0, ScriptModule.version(), test);
        } catch (RuntimeException e) {
            return unusable(id, null, -1, "It fails: " + sentence(e.getMessage()));
        }
    }

    /** More than that it is one is told by the library of CUDA's runtime, where that is found. */
    private static String name(int number) {
        try {
            return "NVIDIA GPU of compute capability " + CudaUtils.getComputeCapability(number);
        } catch (RuntimeException e) {
            return "NVIDIA GPU";
        }
    }

    private static long memory(Device gpu) {
        try {
            return CudaUtils.getGpuMemory(gpu).getMax();
        } catch (RuntimeException e) {
            return -1;
        }
    }

    private static ComputeDevice unusable(String id, String name, long memory, String problem) {
        return new ComputeDevice(id, problem, name, memory, 0, null, Optional.empty());
    }

    private static String sentence(String text) {
        String whole = text == null ? "unknown" : text.strip();
        return Character.toUpperCase(whole.charAt(0)) + whole.substring(1) + (whole.endsWith(".") ? "" : ".");
    }

    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** Linux and Windows name the processor, each in its way; elsewhere it is the kind alone. */
    static String processor() {
        try (Stream<String> lines = Files.isReadable(PROCESSORS) ? Files.lines(PROCESSORS) : Stream.empty()) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*?:\\s*", ""))
                .findFirst().orElseGet(ComputeDevices::kind);
        } catch (IOException e) {
            return kind();
        }
    }

    private static String kind() {
        return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")).orElse(System.getProperty("os.arch"));
    }
}
