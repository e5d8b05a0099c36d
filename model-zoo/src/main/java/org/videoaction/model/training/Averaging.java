package org.videoaction.model.training;

/** Whether the model is an average of weights along the way, which is then what is validated and given out. */
public sealed interface Averaging {

    /**
     * How far the average moves to the weights after a step, from 0 to 1.
     *
     * @param averaged how often it has moved before
     */
    default double afterStep(long averaged) {
        return 0;
    }

    /**
     * How far the average moves to the weights after an epoch, from 0 to 1.
     *
     * @param epoch from 0
     * @param averaged how often it has moved before
     */
    default double afterEpoch(int epoch, long averaged) {
        return 0;
    }

    /** Whether the running statistics of the average are those that clips to train on then have. */
    default boolean renewsStatistics() {
        return false;
    }

    /** The model is the last one; checkpoints do not mention it. */
    record None() implements Averaging {}

    /**
     * Exponential moving average: after each step {@code decay} of the average is kept. Running statistics are averaged
     * likewise.
     *
     * @param decay from 0 to below 1
     * @param warmUp whether the decay begins at 0 and rises to its value as {@code 1 - (1 + step) ^ (-2 / 3)}, timm's form
     */
    record Exponential(double decay, boolean warmUp) implements Averaging {

        private static final double POWER = -2.0 / 3;

        public Exponential {
            if (!(decay >= 0 && decay < 1)) {
                throw new IllegalArgumentException("The decay of an average is from 0 to below 1, not " + decay + ".");
            }
        }

        @Override
        public double afterStep(long averaged) {
            return 1 - (warmUp ? Math.min(decay, 1 - Math.pow(1 + averaged, POWER)) : decay);
        }
    }

    /**
     * Stochastic weight averaging (Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization",
     * 2018): the mean of the weights at the ends of epochs.
     *
     * @param from the first epoch that counts, from 0
     */
    record Equal(int from) implements Averaging {

        public Equal {
            if (from < 0) {
                throw new IllegalArgumentException("The first epoch of an average is not negative.");
            }
        }

        @Override
        public double afterEpoch(int epoch, long averaged) {
            return epoch < from ? 0 : 1.0 / (averaged + 1);
        }

        @Override
        public boolean renewsStatistics() {
            return true;
        }
    }
}
