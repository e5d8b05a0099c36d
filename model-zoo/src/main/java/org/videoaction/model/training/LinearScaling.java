package org.videoaction.model.training;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A learning rate that was chosen for batches of one size, scaled in proportion to another (Goyal et al., "Accurate, Large
 * Minibatch SGD", section 2.1).
 *
 * @param rate the rate for batches of {@code referenceBatch} clips
 */
public record LinearScaling(double rate, int referenceBatch) {

    public LinearScaling {
        if (referenceBatch < 1) {
            throw new IllegalArgumentException("The reference batch has at least one clip.");
        }
    }

    /** The rate for batches of {@code batch} clips, over all devices. */
    public double rate(int batch) {
        return rate * batch / referenceBatch;
    }

    /** Both rates with their batch sizes, for people. */
    public String explanation(int batch) {
        return "The learning rate " + text(rate) + " for batches of " + referenceBatch + " is scaled in proportion to "
            + text(rate(batch)) + " for batches of " + batch + ".";
    }

    private static String text(double number) {
        return new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
