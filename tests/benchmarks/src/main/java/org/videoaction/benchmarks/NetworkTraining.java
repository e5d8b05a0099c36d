package org.videoaction.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;
import org.videoaction.model.torch.Tuning;

/** Our step in this warm process; torch runs the backward pass on a thread of its own, so the whole process counts. */
final class NetworkTraining implements Contender<NetworkWork>, AutoCloseable {

    private static final double RATE = 0.01;

    private final String name;
    private final TorchNetwork network;
    private final TorchLearning learning;
    private final ByteBuffer clips;
    private final Targets labels;

    NetworkTraining(NetworkWork work) {
        this(work, "ours", Precision.FP32);
    }

    NetworkTraining(NetworkWork work, String name, Precision precision) {
        this.name = name;
        Network description = work.architecture().network();
        network = new TorchNetwork(description, Preprocessing.KINETICS, Weights.initial(description, 1));
        learning = network.learning(new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, Tuning.EVERYTHING, precision));
        clips = work.clips();
        labels = new Targets.Classes(new int[work.batch()]);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public double cpuSeconds(NetworkWork work) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = process.getProcessCpuTime();
        learning.step(clips, work.shape(), labels, work.batch(), RATE, new SplittableRandom(1));
        return (process.getProcessCpuTime() - start) / 1e9;
    }

    @Override
    public void close() {
        learning.close();
        network.close();
    }
}
