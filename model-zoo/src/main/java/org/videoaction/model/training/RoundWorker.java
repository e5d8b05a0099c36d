package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Layer.Dropout;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.LearningState;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/**
 * Computes shares of rounds. A share depends on the plan, the clips, the round and the number of the partition alone, not on
 * what was computed before. For one thread at a time.
 */
public final class RoundWorker implements AutoCloseable {

    private final ClipSource clips;
    private final Network network;
    private final TrainingPlan plan;
    private final List<TorchNetwork> devices;
    private final LearningRules rules;
    private final TorchLearning learning;
    /** Whether a share was begun that an error ended, which leaves gradients behind. */
    private boolean unfinished;

    /**
     * Loads the network.
     *
     * @param clips all of those that are trained on; must outlive the worker
     * @throws IllegalArgumentException when there are not as many GPUs here as the plan says
     */
    public RoundWorker(ClipSource clips, Network network, Preprocessing preprocessing, TrainingPlan plan) {
        this.clips = clips;
        this.network = network;
        this.plan = plan;
        this.rules = Trainer.rules(plan, TrainingClips.of(clips));
        this.devices = TorchNetwork.replicas(network, preprocessing, Weights.initial(network, plan.seed()), plan.gpus());
        try {
            this.learning = TorchLearning.across(devices, rules);
        } catch (RuntimeException e) {
            devices.forEach(TorchNetwork::close);
            throw e;
        }
    }

    /**
     * Computes a partition's share.
     *
     * @param partition from 0
     * @param cancel called again and again; what it throws ends the work
     * @throws IOException when clips cannot be read for another reason than that their video is broken
     */
    public Share compute(Round round, int partition, Runnable cancel) throws IOException {
        if (unfinished) {
            learning.takeGradients();
        }
        unfinished = true;
        learning.load(Weights.of(network.parameters(), round.weights()));
        if (round.isLocal()) {
            learning.resume(Moments.state(learning.learned(), round.moments(), round.moved(), 0));
        }
        EpochRun epoch = new EpochRun(clips, network, plan, EpochSteps.of(plan, round.epoch(), clips.size()), round.epoch());
        List<EpochSteps.Step> whole = epoch.steps().steps().subList(round.first(), round.first() + round.steps());
        List<EpochSteps.Step> shares = whole.stream().map(step -> step.share(partition, round.partitions())).toList();
        List<Share.Step> done = new ArrayList<>();
        List<VideoException> broken = new ArrayList<>();
        int parts = 0;
        long waited = 0;
        try (ShapedBatches batches = new ShapedBatches(clips, shares.stream().filter(share -> share.clips() > 0).toList(),
            epoch.order(), broken::add)) {
            for (int i = 0; i < shares.size(); i++) {
                EpochSteps.Step share = shares.get(i);
                if (share.clips() == 0) {
                    done.add(Share.Step.NONE);
                    continue;
                }
                long start = System.nanoTime();
                ShapedBatches.Batch read = batches.next(share, cancel);
                waited += System.nanoTime() - start;
                int step = round.first() + i;
                done.add(learn(read, plan.part(share.shape()), random(epoch, step, share.first() - whole.get(i).first())));
                if (round.isLocal() && done.get(i).clips() > 0) {
                    learning.move(round.rates()[i]);
                }
                parts += (read.clips().size() + plan.part(share.shape()) - 1) / plan.part(share.shape());
                cancel.run();
            }
        }
        Share share = share(round, done, parts, broken, waited / 1e9);
        unfinished = false;
        return share;
    }

    /**
     * Evaluates a partition's share of the validation clips.
     *
     * @param validation all of them, of the classes of those that are trained on
     * @param weights all of the network, one parameter after the other
     * @param partition from 0
     * @param cancel called again and again; what it throws ends the work
     * @return what came of each of its batches, in their order
     */
    public List<EvaluatedBatch> look(ClipSource validation, float[] weights, int partition, int partitions,
        Runnable cancel) throws IOException {
        learning.load(Weights.of(network.parameters(), weights));
        return Evaluation.of(validation, clips.spec().classes(), plan).share(devices.get(0), partition, partitions, cancel);
    }

    /** That of one process, which works on the partitions' clips one after the other. */
    private SplittableRandom random(EpochRun epoch, int step, int clipsBefore) {
        SplittableRandom random = epoch.random(step);
        long drawn = (long) clipsBefore * network.nodes().stream().map(Node::layer).filter(Dropout.class::isInstance)
            .mapToInt(dropout -> ((Dropout) dropout).channels()).sum();
        for (long i = 0; i < drawn; i++) {
            random.nextDouble();
        }
        return random;
    }

    /** Adds up the gradients of a batch. */
    private Share.Step learn(ShapedBatches.Batch read, int part, SplittableRandom random) {
        Classes classes = clips.spec().classes();
        Targets targets = TrainingClips.targets(read.clips(), network, classes, classes);
        if (targets.size() == 0) {
            return Share.Step.NONE;
        }
        targets = plan.fewVideos().mixing().mix(read.clips().frames(), read.shape(), targets, classes.size(), random);
        TorchLearning.Step result = learning.gradients(read.clips().frames(), read.shape(),
            TrainingClips.boxes(read.clips(), read.spec(), network), targets, part, random);
        Tally of = Tally.NONE.plus(result.loss(), result.scores(), targets, 0, 0);
        return new Share.Step(targets.mass(rules.loss()), result.loss(), of.clips(), of.top1(), of.top5());
    }

    private Share share(Round round, List<Share.Step> steps, int parts, List<VideoException> broken, double waited) {
        Weights weights = devices.get(0).weights();
        Share.Report report = new Share.Report(RunningStatistics.of(network, weights).joined(), parts, steps, broken,
            waited);
        double mass = steps.stream().mapToDouble(Share.Step::mass).sum();
        if (!round.isLocal()) {
            return new Share(learning.takeGradients().joined(), mass, report);
        }
        return new Share(Moments.joined(weights.joined(), Moments.of(learning.state())), mass > 0 ? 1 : 0, report);
    }

    @Override
    public void close() {
        learning.close();
        devices.forEach(TorchNetwork::close);
    }
}
