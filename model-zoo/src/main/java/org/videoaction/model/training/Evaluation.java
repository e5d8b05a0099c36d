package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.metrics.AveragePrecision;
import org.videoaction.model.metrics.LabelledScores;
import org.videoaction.model.network.Labels;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.torch.Boxes;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchNetwork;

/**
 * How a network does on clips that it does not learn from, each clip, or box in it, on its own.
 *
 * @param classes those of the network, of the same names as the clips'
 */
record Evaluation(ClipSource clips, Classes classes, int batch) {

    /** Keeps the logarithm of a probability finite that is 0 in 32 bits. */
    private static final double SMALLEST = Float.MIN_VALUE;

    /**
     * What came of it.
     *
     * @param clips how many clips could be read
     */
    record Result(Epoch.Validation validation, int clips) {}

    /**
     * @param cancel called again and again; what it throws ends the evaluation
     * @param broken hears of videos that can no longer be read; their clips are left out
     * @throws IOException when that leaves none
     */
    Result of(TorchNetwork network, Runnable cancel, Consumer<VideoException> broken) throws IOException {
        ClipSpec spec = clips.spec();
        Labels labels = network.network().labels();
        Tally tally = Tally.NONE;
        int readable = 0;
        List<double[]> scores = new ArrayList<>();
        List<boolean[]> shown = new ArrayList<>();
        try (ClipBatches batches = clips.batches(Pass.inOrder(clips.size(), batch),
            (clip, problem) -> broken.accept(problem))) {
            while (batches.hasNext()) {
                ClipBatch read = batches.next(cancel);
                readable += read.size();
                Targets targets = TrainingClips.targets(read, network.network(), spec.classes(),
                    classes);
                if (targets.size() == 0) {
                    continue;
                }
                float[][] probabilities = network.predict(read.frames(),
                    TrainingClips.boxes(read, spec, network.network()).map(Boxes::values).orElse(null), read.size(),
                    spec.channels(), spec.frames(), spec.height(), spec.width());
                tally = tally.plus(meanLoss(probabilities, targets, labels), probabilities, targets, 0, 0);
                if (targets instanceof Targets.ClassSets sets) {
                    shown.addAll(List.of(sets.rows()));
                    Stream.of(probabilities).map(LabelledScores::values).forEach(scores::add);
                }
                cancel.run();
            }
        }
        if (tally.clips() == 0) {
            throw new IOException("None of the videos to validate with can be read any more.");
        }
        double precision = AveragePrecision.of(scores.toArray(double[][]::new), shown.toArray(boolean[][]::new)).mean();
        return new Result(tally.validation(Double.isNaN(precision) ? null : precision), readable);
    }

    private static double meanLoss(float[][] probabilities, Targets targets, Labels labels) {
        double share = labels == Labels.ONE ? 1 : 1.0 / probabilities[0].length;
        double sum = 0;
        for (int clip = 0; clip < probabilities.length; clip++) {
            for (int c = 0; c < probabilities[clip].length; c++) {
                double p = probabilities[clip][c];
                if (targets.holds(clip, c)) {
                    sum += cost(p, share);
                } else if (labels == Labels.SEVERAL) {
                    sum += cost(1 - p, share);
                } else if (!Double.isFinite(p)) {
                    sum = Double.NaN;
                }
            }
        }
        return sum / probabilities.length;
    }

    private static double cost(double right, double share) {
        return share * (Double.isNaN(right) ? right : -Math.log(Math.max(SMALLEST, right)));
    }
}
