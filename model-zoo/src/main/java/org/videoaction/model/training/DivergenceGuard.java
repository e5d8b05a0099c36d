package org.videoaction.model.training;

import java.util.List;
import java.util.Locale;
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

    /**
     * Looks at a step.
     *
     * @param epoch from 0
     * @throws Diverged with advice when its loss, or the epoch's so far, is astray
     */
    void checkStep(int epoch, double loss, Tally tally, List<Epoch> history, double rate) throws Diverged {
        if (!Double.isFinite(loss)) {
            throw diverged("The loss is no longer a number", epoch, rate);
        }
        double usual = Math.max(guessing, history.stream().mapToDouble(Epoch::loss).min().orElse(0));
        if (tally.steps() >= STEPS && tally.meanLoss() > EXPLODED * usual) {
            throw diverged(String.format(Locale.ROOT, "The loss has exploded to %.3g", tally.meanLoss()), epoch, rate);
        }
    }

    /** Looks at the weights at the end of an epoch. */
    void checkWeights(int epoch, Weights weights, double rate) throws Diverged {
        for (float[] values : weights.values().values()) {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw diverged("Weights are no longer numbers", epoch, rate);
                }
            }
        }
    }

    /** Looks at the scores of validation clips, whose loss is not a number where one of them is not. */
    void checkValidation(int epoch, Epoch.Validation validation, double rate) throws Diverged {
        if (!Double.isFinite(validation.loss())) {
            throw diverged("The scores of the validation clips are no longer numbers", epoch, rate);
        }
    }

    private static Diverged diverged(String problem, int epoch, double rate) {
        return new Diverged(String.format(Locale.ROOT, "%s in epoch %d. Lower the learning rate, which was %.4g, lengthen "
            + "the warm-up, or limit the norm of gradients.", problem, epoch + 1, rate));
    }
}
