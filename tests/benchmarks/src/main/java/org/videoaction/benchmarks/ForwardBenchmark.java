package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.videoaction.model.torch.ScoringDevice;

/** One clip through a network, scored as Action Predictor does, beside a plain PyTorch module. */
record ForwardBenchmark(String figure, NetworkWork work) implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        Machine machine = setting.machine();
        PeerScript<NetworkWork> eager = peer(setting, "PyTorch, eager", "torch", "eager");
        try (NetworkScoring ours = NetworkScoring.inFloats(work)) {
            Comparison<NetworkWork> comparison = new Comparison<>("CPU ms for a clip, one thread", List.of(work),
                List.of(ours, eager));
            comparison.print();
            print(peer(setting, "PyTorch, compiled, frozen", "torch", "compiled"));
            print(peer(setting, "ONNX Runtime", "torch,onnxruntime,onnx", "onnx"));
            System.out.println(machine.share(work.gigaFlops(), comparison.seconds(ours.name())));
            if (eager.present()) {
                System.out.printf(Locale.ROOT, "peak memory: ours %.0f MiB, PyTorch %.0f MiB%n", ProcessMemory.peak(),
                    eager.numbers(work)[1]);
            }
            comparison.printRatios(figure, ours.name(), eager.name());
        }
        // after the network in floats, whose memory would not be known with others
        if (NetworkScoring.bfloat16Pays()) {
            compare(machine, NetworkScoring.inBfloat16(work), eager, figure + "-bf16");
        }
        if (ScoringDevice.computesInBytes()) {
            compare(machine, NetworkScoring.inIntegers(work), eager, figure + "-int8");
        }
    }

    private void compare(Machine machine, NetworkScoring ours, PeerScript<NetworkWork> eager, String name)
        throws IOException {
        try (ours) {
            Comparison<NetworkWork> comparison = new Comparison<>("CPU ms for a clip, one thread", List.of(work),
                List.of(ours, eager));
            comparison.print();
            System.out.println(machine.share(work.gigaFlops(), comparison.seconds(ours.name())));
            comparison.printRatios(name, ours.name(), eager.name());
        }
    }

    private static PeerScript<NetworkWork> peer(Setting setting, String name, String imports, String way) {
        return new PeerScript<>(name, setting.peers().resolve("forward.py"), imports, List.of(way));
    }

    /** The median of a process of its own, as getting ready takes minutes. */
    private void print(PeerScript<NetworkWork> peer) throws IOException {
        System.out.printf(Locale.ROOT, "%-44s%10s%n", peer.name(), peer.present()
            ? String.format(Locale.ROOT, "%.0f", peer.cpuSeconds(work) * 1000) : "-");
    }
}
