package org.videoaction.model.training;

import java.io.IOException;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.TooLittleMemory;
import org.videoaction.model.torch.TorchLearning;

/**
 * Finds the largest power of two of clips of which a step fits into the memory, by steps that are computed: of one clip, two,
 * four, as long as twice the memory of the last one is free.
 *
 * @param plan that of the training to come
 */
record BatchSearch(ClipSource clips, Network network, TrainingPlan plan, StepMemory memory) {

    /** So many steps an epoch at least. */
    private static final int STEPS = 4;

    /** The most clips that are tried: as many as the plan allows, at most a quarter of all. */
    int most() {
        return Integer.highestOneBit(Math.max(1, Math.min(plan.byMemory().most(), clips.size() / STEPS)));
    }

    /**
     * Runs the search.
     *
     * @param learning is used up
     * @param progress what it throws ends the search
     * @throws TrainingException when not even one clip fits
     * @throws IOException when no video can be read
     */
    int run(TorchLearning learning, Progress progress) throws IOException, TrainingException {
        int found = 0;
        long taken = 0;
        for (int batch = 1; batch <= most() && taken <= memory.free() / 2; batch *= 2) {
            int clipsAStep = batch;
            try {
                taken = memory.most(() -> step(learning, clipsAStep, progress));
            } catch (TooLittleMemory e) {
                break;
            }
            found = batch;
        }
        if (found == 0) {
            throw new TrainingException("The memory is too small for a step of a single clip. Take shorter or smaller clips "
                + "or a narrower network, or switch gradient checkpointing on.");
        }
        return found;
    }

    private void step(TorchLearning learning, int batch, Progress progress) throws IOException {
        TrainingPlan tried = plan.ofBatch(batch);
        EpochRun epoch = new EpochRun(clips, network, tried, EpochSteps.of(tried, 0, clips.size()), 0);
        Tally tally = epoch.run(learning, Tally.NONE, new EpochRun.Listener<RuntimeException>() {

            @Override
            public void broken(VideoException problem) {
                // the training that follows says so
            }

            @Override
            public void waiting(Tally soFar) {
                progress.report(0, "finding the batch size, a step of " + batch);
            }

            @Override
            public boolean step(double loss, double rate, Tally soFar) {
                waiting(soFar);
                return false;
            }
        });
        if (tally.clips() == 0) {
            throw new IOException("None of the videos to train on can be read any more.");
        }
    }
}
