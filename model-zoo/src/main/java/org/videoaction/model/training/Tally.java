package org.videoaction.model.training;

import java.util.Locale;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.torch.Targets;

/**
 * What came so far of going through clips.
 *
 * @param steps batches
 * @param clips in all of them
 * @param loss the sum over clips
 * @param top1 clips of which a right class had the highest score
 * @param top5 clips of which a right class was among the five highest scores
 * @param dataSeconds spent waiting for clips
 * @param computeSeconds spent on them
 */
record Tally(int steps, int clips, double loss, int top1, int top5, double dataSeconds, double computeSeconds) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    private static final int FIVE = 5;

    /** @param batchLoss the mean over the batch */
    Tally plus(double batchLoss, float[][] scores, Targets targets, double data, double compute) {
        int first = 0;
        int five = 0;
        for (int clip = 0; clip < scores.length; clip++) {
            int place = place(scores[clip], targets, clip);
            first += place < 1 ? 1 : 0;
            five += place < FIVE ? 1 : 0;
        }
        return plus(batchLoss, scores.length, first, five, data, compute);
    }

    /** As before, with what the scores come to. */
    Tally plus(double batchLoss, int scored, int first, int five, double data, double compute) {
        return new Tally(steps + 1, clips + scored, loss + batchLoss * scored, top1 + first, top5 + five,
            dataSeconds + data, computeSeconds + compute);
    }

    /** A batch of which no clip could be read. */
    Tally without(double data) {
        return new Tally(steps + 1, clips, loss, top1, top5, dataSeconds + data, computeSeconds);
    }

    /** The place of the first right class among the scores; of equal ones the first comes first. */
    private static int place(float[] scores, Targets targets, int clip) {
        double[] values = new double[scores.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = scores[c];
        }
        int[] ranking = Accuracy.ranking(values);
        int place = 0;
        while (place < ranking.length && !targets.holds(clip, ranking[place])) {
            place++;
        }
        return place;
    }

    double meanLoss() {
        return loss / clips;
    }

    /** The loss, to stand before the rest of a sentence; nothing before the first clip. */
    String title() {
        return clips == 0 ? "" : String.format(Locale.ROOT, "loss %.3f, ", meanLoss());
    }

    Epoch epoch(int number, double rate, Epoch.Validation validation) {
        return new Epoch(number, rate, meanLoss(), (double) top1 / clips, (double) top5 / clips, validation, dataSeconds,
            computeSeconds, clips);
    }

    /** @param meanAveragePrecision null where there is none */
    Epoch.Validation validation(Double meanAveragePrecision) {
        return new Epoch.Validation(meanLoss(), (double) top1 / clips, (double) top5 / clips, meanAveragePrecision);
    }
}
