package org.videoaction.benchmarks;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.videoaction.data.Progress;
import org.videoaction.model.torch.ComputeDevice;
import org.videoaction.model.torch.ComputeDevices;
import org.videoaction.model.torch.Precision;

/**
 * All that a GPU can do here, beside PyTorch on the same one, eager and compiled: scoring, steps of training, and 30 views of
 * videos from the file to the probabilities. Seconds are those on the wall; clips come as bytes from the CPU's memory and
 * results go back there. Ours and the eager ones are measured first, the compiled ones as long as there is time.
 */
final class GpuBenchmark implements Benchmark {

    private static final int SECONDS = 450;
    /** Less is not worth starting Python for. */
    private static final int SHORTEST = 15;

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private long start;

    /** Something of ours to measure. */
    private interface Work {
        double seconds() throws IOException;
    }

    @Override
    public void run(Setting setting) throws IOException {
        start = System.nanoTime();
        List<ComputeDevice> devices = ComputeDevices.list(false, Progress.NONE);
        Optional<ComputeDevice> gpu = devices.stream().filter(device -> device.id().startsWith("gpu"))
            .filter(ComputeDevice::isUsable).findFirst();
        if (gpu.isEmpty()) {
            System.out.println("No GPU was measured. "
                + devices.stream().map(ComputeDevice::problem).filter(Objects::nonNull).findFirst()
                    .orElse("There is none."));
            System.out.println("gpu ratio not measured: there is no GPU");
            return;
        }
        System.out.println(gpu.get().id() + ": " + gpu.get().name() + ", libtorch " + gpu.get().libtorch());
        System.out.print(ProgramRun.of(List.of("nvidia-smi", "-L")).output());
        List<GpuWork> all = GpuWork.all(setting);
        for (GpuWork work : all) {
            measure(work.name() + ", ours", work::ours);
            // for the peers, which share the GPU with this process
            JniUtils.emptyCudaCache();
        }
        for (String how : List.of("eager", "compiled")) {
            PeerScript<GpuWork> peer = new PeerScript<>("PyTorch, " + how, setting.peers().resolve("gpu.py"), "torch");
            boolean present = peer.present();
            for (GpuWork work : all) {
                measure(work.name() + ", " + how, () -> {
                    if (!present) {
                        throw new IOException("Python has no torch");
                    }
                    return peer.cpuSeconds(work.by(how, left()));
                });
            }
        }
        print(all);
    }

    private int left() throws IOException {
        int left = SECONDS - (int) ((System.nanoTime() - start) / 1_000_000_000L);
        if (left < SHORTEST) {
            throw new IOException("the time was up");
        }
        return left;
    }

    private void measure(String name, Work work) {
        try {
            left();
            seconds.put(name, work.seconds());
        } catch (IOException | RuntimeException e) {
            String[] lines = String.valueOf(e.getMessage()).strip().split("\\R");
            reasons.put(name, lines[lines.length - 1]);
        }
    }

    private void print(List<GpuWork> all) {
        System.out.printf(Locale.ROOT, "%-44s%10s%10s%10s%n", "ms on the wall", "ours", "eager", "compiled");
        List<String> figures = new ArrayList<>();
        for (GpuWork work : all) {
            System.out.printf(Locale.ROOT, "%-44s", work.name());
            double ours = seconds.getOrDefault(work.name() + ", ours", Double.NaN);
            for (String who : List.of("ours", "eager", "compiled")) {
                String name = work.name() + ", " + who;
                double theirs = seconds.getOrDefault(name, Double.NaN);
                System.out.print(Double.isNaN(theirs) ? "         -" : String.format(Locale.ROOT, "%10.1f", 1000 * theirs));
                if (!who.equals("ours")) {
                    figures.add(figure(work, who) + (Double.isNaN(ours / theirs)
                        ? "not measured: " + reasons.getOrDefault(work.name() + ", ours", reasons.get(name))
                        : String.format(Locale.ROOT, "%.2f", ours / theirs)));
                }
            }
            System.out.println();
        }
        figures.forEach(System.out::println);
    }

    private static String figure(GpuWork work, String who) {
        return "gpu-" + work.name().replaceAll("[ ,]+", "-") + "-" + who + " ratio ";
    }

    /** The numbers of ours as the peers call them. */
    static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
