package org.videoaction.model.training;

import java.io.IOException;
import java.util.SplittableRandom;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Labels;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;

/**
 * The steps of one epoch. The order of its clips and all its random numbers follow from its seed, and of each step from the
 * step's number, so that it can be left and entered at any step.
 *
 * @param epoch from 0
 * @param batch clips a step
 * @param part clips at once
 * @param seed the epoch's own
 */
record EpochRun(ClipSource clips, Labels labels, Schedule schedule, int epoch, int batch, int part, long seed) {

    private static final long PRIME = 1_000_003;

    /** Hears how an epoch gets on. */
    interface Listener {

        /** Called for a video that can no longer be read; its clips are left out. */
        void broken(VideoException problem);

        /** Called again and again while clips are awaited; what it throws ends the epoch. */
        void waiting(Tally tally);

        /** Called after each step; what it throws ends the epoch. */
        void step(double loss, double rate, Tally tally) throws IOException, Diverged;
    }

    /** A last, smaller batch is left out. */
    int steps() {
        return clips.size() / batch;
    }

    /** The learning rate of the last step. */
    double lastRate() {
        return schedule.rate(epoch, steps() - 1, steps());
    }

    /**
     * Does the steps that are left.
     *
     * @param before what came of the steps that are done
     * @return what came of all of them
     */
    Tally run(TorchLearning learning, Tally before, Listener listener) throws IOException, Diverged {
        Tally tally = before;
        Pass pass = Pass.shuffled(clips.size(), batch, seed, new SplittableRandom(seed)).after(before.steps());
        try (ClipBatches batches = clips.batches(pass, listener::broken)) {
            for (int step = before.steps(); step < steps(); step++) {
                double rate = schedule.rate(epoch, step, steps());
                Tally soFar = tally;
                long start = System.nanoTime();
                ClipBatch read = batches.next(() -> listener.waiting(soFar));
                long there = System.nanoTime();
                if (read.size() == 0) {
                    tally = tally.without((there - start) / 1e9);
                    continue;
                }
                Targets targets = TrainingClips.targets(read, labels, clips.spec().classes().size());
                TorchLearning.Step result = learning.step(read.frames(), shape(read.size()), targets, part, rate,
                    new SplittableRandom(seed * PRIME + step));
                tally = tally.plus(result.loss(), result.scores(), targets, (there - start) / 1e9,
                    (System.nanoTime() - there) / 1e9);
                listener.step(result.loss(), rate, tally);
            }
        }
        return tally;
    }

    private long[] shape(int size) {
        ClipSpec spec = clips.spec();
        return new long[] {size, spec.channels(), spec.frames(), spec.height(), spec.width()};
    }
}
