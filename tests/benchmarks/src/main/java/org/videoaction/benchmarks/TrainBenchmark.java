package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import org.videoaction.model.torch.Precision;

/** A step of training, forward, backward and update, beside a plain PyTorch module with torch's own optimiser. */
record TrainBenchmark(String figure, NetworkWork work) implements Benchmark {

    /** Forward, and backward to the activations and to the weights. */
    private static final int PASSES = 3;

    @Override
    public void run(Setting setting) throws IOException {
        Machine machine = setting.machine();
        PeerScript<NetworkWork> eager = new PeerScript<>("PyTorch, eager", setting.peers().resolve("train.py"), "torch");
        try (NetworkTraining ours = new NetworkTraining(work)) {
            Comparison<NetworkWork> comparison = new Comparison<>("CPU ms for a step, one thread", List.of(work),
                List.of(ours, eager));
            comparison.print();
            System.out.println(machine.share(PASSES * work.gigaFlops(), comparison.seconds(ours.name())));
            comparison.printRatios(figure, ours.name(), eager.name());
        }
        if (NetworkScoring.bfloat16Pays()) {
            try (NetworkTraining narrow = new NetworkTraining(work, "ours, bfloat16", Precision.BF16)) {
                Comparison<NetworkWork> comparison = new Comparison<>("CPU ms for a step, one thread", List.of(work),
                    List.of(narrow, eager));
                comparison.print();
                comparison.printRatios(figure + "-bf16", narrow.name(), eager.name());
            }
        }
    }
}
