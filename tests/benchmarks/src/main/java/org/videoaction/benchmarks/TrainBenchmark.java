package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;

/** A step of training, forward, backward and update, beside a plain PyTorch module with torch's own optimiser. */
record TrainBenchmark(String figure, NetworkWork work) implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        PeerScript<NetworkWork> eager = new PeerScript<>("PyTorch, eager", setting.peers().resolve("train.py"), "torch");
        try (NetworkTraining ours = new NetworkTraining(work)) {
            Comparison<NetworkWork> comparison = new Comparison<>("CPU ms for a step, one thread", List.of(work),
                List.of(ours, eager));
            comparison.print();
            comparison.printRatios(figure, ours.name(), eager.name());
        }
    }
}
