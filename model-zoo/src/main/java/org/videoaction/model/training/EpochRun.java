package org.videoaction.model.training;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;

/**
 * The steps of one epoch. The order of its clips and all its random numbers follow from its seed, and of each step from the
 * step's number, so that it can be left and entered at any step.
 *
 * @param epoch from 0
 */
record EpochRun(ClipSource clips, Network network, TrainingPlan plan, EpochSteps steps, int epoch) {

    private static final long PRIME = 1_000_003;

    /**
     * Hears how an epoch gets on.
     *
     * @param <E> what it may find wrong with a step
     */
    interface Listener<E extends Exception> {

        /** Called for a video that can no longer be read; its clips are left out. */
        void broken(VideoException problem);

        /** Called again and again while clips are awaited; what it throws ends the epoch. */
        void waiting(Tally tally);

        /**
         * Called after each step; what it throws ends the epoch.
         *
         * @return whether the epoch goes on
         */
        boolean step(double loss, double rate, Tally tally) throws IOException, E;
    }

    /** The learning rate of the last step. */
    double lastRate() {
        return rate(steps.count() - 1);
    }

    double rate(int step) {
        return plan.schedule().rate(epoch, step, steps.count());
    }

    private long seed() {
        return plan.seed() * PRIME + epoch;
    }

    /** The order of the epoch's clips. */
    Pass order() {
        return plan.fewVideos().sampling().pass(clips, network, plan.batch(), seed());
    }

    /** What is drawn in a step. */
    SplittableRandom random(int step) {
        return new SplittableRandom(seed() * PRIME + step);
    }

    /** Does the steps of an epoch. */
    @FunctionalInterface
    interface Work {
        Tally run(EpochRun epoch, Tally before, Listener<Diverged> listener) throws IOException, Diverged;
    }

    /**
     * Does the steps that are left, or as many as the listener wants.
     *
     * @param before what came of the steps that are done
     * @return what came of all that are done
     */
    <E extends Exception> Tally run(TorchLearning learning, Tally before, Listener<E> listener) throws IOException, E {
        Tally tally = before;
        Classes classes = clips.spec().classes();
        List<EpochSteps.Step> left = steps.steps().subList(before.steps(), steps.count());
        try (ShapedBatches batches = new ShapedBatches(clips, left, order(), listener::broken)) {
            for (EpochSteps.Step step : left) {
                double rate = rate(tally.steps());
                Tally soFar = tally;
                long start = System.nanoTime();
                ShapedBatches.Batch read = batches.next(step, () -> listener.waiting(soFar));
                long there = System.nanoTime();
                Targets targets = TrainingClips.targets(read.clips(), network, classes, classes);
                if (targets.size() == 0) {
                    tally = tally.without((there - start) / 1e9);
                    continue;
                }
                SplittableRandom random = random(soFar.steps());
                targets = plan.fewVideos().mixing().mix(read.clips().frames(), read.shape(), targets, classes.size(),
                    random);
                TorchLearning.Step result = learning.step(read.clips().frames(), read.shape(),
                    TrainingClips.boxes(read.clips(), read.spec(), network), targets, plan.part(step.shape()), rate, random);
                average(learning);
                tally = tally.plus(result.loss(), result.scores(), targets, (there - start) / 1e9,
                    (System.nanoTime() - there) / 1e9);
                if (!listener.step(result.loss(), rate, tally)) {
                    break;
                }
            }
        }
        return tally;
    }

    /** Moves the average of the weights after a step, where there is one. */
    void average(TorchLearning learning) {
        double share = plan.averaging().afterStep(learning.averaged());
        if (share > 0) {
            learning.average(share);
        }
    }
}
