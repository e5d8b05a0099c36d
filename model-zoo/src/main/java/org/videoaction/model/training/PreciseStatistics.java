package org.videoaction.model.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.torch.TorchLearning;

/**
 * Running statistics of batch normalisation as the mean over whole clips to train on, with the weights as they are
 * ("precise batch normalisation", Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021, section 3). Where training goes
 * through clips of several shapes, the statistics that run along belong to none of them; PySlowFast's Multigrid recipes
 * renew them before each validation, over 200 batches.
 *
 * @param batch clips whose statistics are taken together
 */
record PreciseStatistics(ClipSource clips, int batch, long seed) {

    private static final int BATCHES = 200;

    /**
     * Renews the statistics.
     *
     * @param cancel called again and again; what it throws ends the work
     * @param broken hears of videos that can no longer be read; their clips are left out
     */
    void renew(TorchLearning learning, Runnable cancel, Consumer<VideoException> broken) throws IOException {
        ClipSpec spec = clips.spec();
        int[] shuffled = Pass.shuffled(clips.size(), batch, seed, new SplittableRandom(seed)).order();
        int whole = Math.max(1, Math.min(BATCHES, clips.size() / batch)) * batch;
        Pass pass = new Pass(Arrays.copyOf(shuffled, Math.min(shuffled.length, whole)), batch, seed);
        int done = 0;
        try (ClipBatches batches = clips.batches(pass, (clip, problem) -> broken.accept(problem))) {
            while (batches.hasNext()) {
                ClipBatch read = batches.next(cancel);
                if (read.size() > 0) {
                    done++;
                    learning.settle(read.frames(),
                        new long[] {read.size(), spec.channels(), spec.frames(), spec.height(), spec.width()}, 1.0 / done);
                }
                cancel.run();
            }
        }
    }
}
