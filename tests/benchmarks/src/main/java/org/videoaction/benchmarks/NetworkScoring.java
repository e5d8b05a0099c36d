package org.videoaction.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.ScoringNetwork;

/** Our network in this warm process; clips are bytes, as the reader gives them. */
final class NetworkScoring implements Contender<NetworkWork>, AutoCloseable {

    private final ScoringNetwork scoring;
    private final ByteBuffer clips;

    NetworkScoring(NetworkWork work) {
        Network network = work.architecture().network();
        this.scoring = new ScoringNetwork(network, Preprocessing.KINETICS, Weights.initial(network, 1));
        this.clips = work.clips();
    }

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public double cpuSeconds(NetworkWork work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        scoring.predict(clips, work.shape());
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    @Override
    public void close() {
        scoring.close();
    }
}
