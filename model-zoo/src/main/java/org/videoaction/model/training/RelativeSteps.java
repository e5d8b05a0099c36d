package org.videoaction.model.training;

import java.util.List;

/**
 * A share of the rate for each of some stretches of training (PySlowFast's steps_with_relative_lrs).
 *
 * @param epochs at which the stretches begin, the first at 0, never falling
 * @param factors the share in each; of stretches that begin together, the last holds
 */
record RelativeSteps(List<Integer> epochs, List<Double> factors) implements Decay {

    public RelativeSteps {
        epochs = List.copyOf(epochs);
        factors = List.copyOf(factors);
        if (epochs.isEmpty() || epochs.get(0) != 0 || epochs.size() != factors.size()) {
            throw new IllegalArgumentException(
                "Each stretch of training has a share of the rate, and the first begins at 0.");
        }
    }

    @Override
    public double factor(double epoch) {
        int stretch = (int) epochs.stream().filter(begin -> epoch >= begin).count() - 1;
        return factors.get(stretch);
    }
}
