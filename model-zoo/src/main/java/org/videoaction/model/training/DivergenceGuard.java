package org.videoaction.model.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;

/**
 * Notices training that has gone astray: a loss that is no number, or one that has exploded, which is a mean over the
 * epoch, of at least some steps, of many times the loss of guessing and of the best epoch.
 *
 * @param guessing the loss of scores that say nothing
 */
record DivergenceGuard(double guessing) {

    private static final double EXPLODED = 20;
    private static final int STEPS = 10;

    static DivergenceGuard of(Labels labels, int classes) {
        return new DivergenceGuard(Math.log(labels == Labels.ONE ? classes : 2));
    }

    /** What is wrong and what to change, where something is. */
    Optional<String> problem(int epoch, double stepLoss, Tally tally, List<Epoch> history, double rate) {
        if (!Double.isFinite(stepLoss)) {
            return Optional.of(advice("The loss is no longer a number", epoch, rate));
        }
        double usual = Math.max(guessing, history.stream().mapToDouble(Epoch::loss).min().orElse(0));
        if (tally.steps() >= STEPS && tally.meanLoss() > EXPLODED * usual) {
            return Optional.of(advice(String.format(Locale.ROOT, "The loss has exploded to %.3g", tally.meanLoss()),
                epoch, rate));
        }
        return Optional.empty();
    }

    /** The same for weights at the end of an epoch. */
    Optional<String> problem(int epoch, Weights weights, double rate) {
        for (float[] values : weights.values().values()) {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    return Optional.of(advice("Weights are no longer numbers", epoch, rate));
                }
            }
        }
        return Optional.empty();
    }

    private static String advice(String problem, int epoch, double rate) {
        return String.format(Locale.ROOT, "%s in epoch %d. Lower the learning rate, which was %.4g, lengthen the "
            + "warm-up, or limit the norm of gradients.", problem, epoch + 1, rate);
    }
}
