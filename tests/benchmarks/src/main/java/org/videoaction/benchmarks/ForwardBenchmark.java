package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** One clip through a network, scored as Action Predictor does, beside a plain PyTorch module. */
record ForwardBenchmark(String figure, NetworkWork work) implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        PeerScript<NetworkWork> eager = new PeerScript<>("PyTorch, eager", setting.peers().resolve("forward.py"), "torch");
        try (NetworkScoring ours = new NetworkScoring(work)) {
            Comparison<NetworkWork> comparison = new Comparison<>("CPU ms for a clip, one thread", List.of(work),
                List.of(ours, eager));
            comparison.print();
            if (eager.present()) {
                System.out.printf(Locale.ROOT, "peak memory: ours %.0f MiB, PyTorch %.0f MiB%n", ProcessMemory.peak(),
                    eager.numbers(work)[1]);
            }
            comparison.printRatios(figure, ours.name(), eager.name());
        }
    }
}
