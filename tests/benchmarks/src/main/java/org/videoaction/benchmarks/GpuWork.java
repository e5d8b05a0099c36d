package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;
import org.videoaction.model.torch.Tuning;

/**
 * Something that a GPU does.
 *
 * @param task score, train or views, as the peers' script calls them
 * @param network the clips and what computes them
 * @param videos those of the views
 * @param how eager or compiled, for the peer
 * @param limit the seconds that the peer may take
 */
record GpuWork(String task, NetworkWork network, Precision precision, ScoredVideos videos, String how, int limit)
    implements Workload {

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 10;
    private static final int SIDE = 224;
    private static final int SHORT_SIDE = 256;

    /** Both networks and both precisions, then the views. */
    static List<GpuWork> all(Setting setting) throws IOException {
        List<GpuWork> all = new ArrayList<>();
        NetworkWork slowFast = NetworkWork.SLOWFAST_VIEW;
        NetworkWork csn = NetworkWork.CSN_VIEW;
        ScoredVideos none = new ScoredVideos("none", List.of());
        for (NetworkWork work : List.of(slowFast, csn)) {
            for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
                all.add(new GpuWork("score", work.batch(16, SIDE), precision, none, "", 0));
                all.add(new GpuWork("train", work.batch(8, SIDE), precision, none, "", 0));
            }
        }
        ScoredVideos real = ScoredVideos.real(setting.real());
        ScoredVideos videos = real.files().isEmpty() ? ScoredVideos.generated(setting.videos()) : real;
        all.add(new GpuWork("views", slowFast.batch(30, SIDE), Precision.BF16, videos.sized(SIDE, SHORT_SIDE), "", 0));
        return all;
    }

    /** The same for a peer. */
    GpuWork by(String other, int seconds) {
        return new GpuWork(task, network, precision, videos, other, seconds);
    }

    @Override
    public String name() {
        return task + " " + network.name() + " " + GpuBenchmark.name(precision);
    }

    @Override
    public List<String> peerArguments() {
        List<String> arguments = new ArrayList<>(List.of(task, how, GpuBenchmark.name(precision), Integer.toString(limit)));
        arguments.addAll(network.peerArguments());
        if (task.equals("views")) {
            arguments.addAll(videos.peerArguments());
        }
        return arguments;
    }

    /** The seconds that ours takes on the first GPU. */
    double ours() throws IOException {
        ScoringDevice device = new ScoringDevice(ScoringDevice.Kind.GPU, 0, Optional.of(precision));
        Network description = network.architecture().network();
        Weights weights = Weights.initial(description, 1);
        ByteBuffer clips = network.clips();
        switch (task) {
            case "score" :
                try (ScoringNetwork scoring = new ScoringNetwork(description, Preprocessing.KINETICS, weights, device)) {
                    return mean(() -> scoring.predict(clips, network.shape()));
                }
            case "train" :
                List<TorchNetwork> replicas = TorchNetwork.replicas(description, Preprocessing.KINETICS, weights, 1);
                try (TorchNetwork torch = replicas.get(0);
                    TorchLearning learning = TorchLearning.across(replicas,
                        new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, Tuning.EVERYTHING, precision))) {
                    return mean(() -> learning.step(clips, network.shape(), new Targets.Classes(new int[network.batch()]),
                        network.batch(), 0.01, new SplittableRandom(1)));
                }
            default :
                return WholeScoring.seconds(videos, device);
        }
    }

    private static double mean(Runnable step) {
        for (int i = 0; i < WARM_UP; i++) {
            step.run();
        }
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            step.run();
        }
        return (System.nanoTime() - start) / 1e9 / ROUNDS;
    }
}
