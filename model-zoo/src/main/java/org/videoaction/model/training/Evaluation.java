package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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

    /** That of the validation clips of a training. */
    static Evaluation of(ClipSource clips, Classes classes, TrainingPlan plan) {
        return new Evaluation(clips, classes, Math.min(plan.batch(), plan.part()));
    }

    private int batches() {
        return (clips.size() + batch - 1) / batch;
    }

    /**
     * @param cancel called again and again; what it throws ends the evaluation
     * @param broken hears of videos that can no longer be read; their clips are left out
     * @throws IOException when that leaves none
     */
    Result of(TorchNetwork network, Runnable cancel, Consumer<VideoException> broken) throws IOException {
        return together(share(network, 0, 1, cancel), broken);
    }

    /**
     * The batches of a partition, which has as many as the others, or one more. They are those of one process, so that
     * their numbers are.
     */
    List<EvaluatedBatch> share(TorchNetwork network, int partition, int partitions, Runnable cancel) throws IOException {
        int from = (int) ((long) batches() * partition / partitions) * batch;
        int to = (int) Math.min(clips.size(), ((long) batches() * (partition + 1) / partitions) * batch);
        List<VideoException> broken = new ArrayList<>();
        List<EvaluatedBatch> evaluated = new ArrayList<>();
        try (ClipBatches batches = clips.batches(new Pass(IntStream.range(from, to).toArray(), batch, 0),
            (clip, problem) -> broken.add(problem))) {
            while (batches.hasNext()) {
                ClipBatch read = batches.next(cancel);
                evaluated.add(of(network, read, List.copyOf(broken)));
                broken.clear();
                cancel.run();
            }
        }
        return evaluated;
    }

    private EvaluatedBatch of(TorchNetwork network, ClipBatch read, List<VideoException> broken) {
        ClipSpec spec = clips.spec();
        Targets targets = TrainingClips.targets(read, network.network(), spec.classes(), classes);
        if (targets.size() == 0) {
            return new EvaluatedBatch(0, 0, 0, 0, read.size(), new float[0][], new boolean[0][], broken);
        }
        float[][] probabilities = network.predict(read.frames(),
            TrainingClips.boxes(read, spec, network.network()).map(Boxes::values).orElse(null), read.size(),
            spec.channels(), spec.frames(), spec.height(), spec.width());
        double loss = meanLoss(probabilities, targets, network.network().labels());
        Tally tally = Tally.NONE.plus(loss, probabilities, targets, 0, 0);
        boolean ranked = targets instanceof Targets.ClassSets;
        return new EvaluatedBatch(loss, tally.clips(), tally.top1(), tally.top5(), read.size(),
            ranked ? probabilities : new float[0][],
            targets instanceof Targets.ClassSets sets ? sets.rows() : new boolean[0][], broken);
    }

    /**
     * What comes of all batches, in their order.
     *
     * @throws IOException when no clip of them could be read
     */
    static Result together(List<EvaluatedBatch> batches, Consumer<VideoException> broken) throws IOException {
        batches.forEach(evaluated -> evaluated.broken().forEach(broken));
        Tally tally = Tally.NONE;
        for (EvaluatedBatch evaluated : batches) {
            tally = tally.plus(evaluated.loss(), evaluated.scored(), evaluated.top1(), evaluated.top5(), 0, 0);
        }
        if (tally.clips() == 0) {
            throw new IOException("None of the videos to validate with can be read any more.");
        }
        double precision = AveragePrecision.of(
            batches.stream().flatMap(evaluated -> Stream.of(evaluated.scores())).map(LabelledScores::values)
                .toArray(double[][]::new),
            batches.stream().flatMap(evaluated -> Stream.of(evaluated.shown())).toArray(boolean[][]::new)).mean();
        return new Result(tally.validation(Double.isNaN(precision) ? null : precision),
            batches.stream().mapToInt(EvaluatedBatch::readable).sum());
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
