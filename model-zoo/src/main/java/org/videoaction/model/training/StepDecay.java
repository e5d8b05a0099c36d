package org.videoaction.model.training;

import java.util.List;

/**
 * Falls to a tenth, or another share, at each of some epochs.
 *
 * @param epochs at which it falls, rising
 * @param gamma the share that each step leaves
 */
public record StepDecay(List<Double> epochs, double gamma) implements Decay {

    public StepDecay {
        epochs = List.copyOf(epochs);
        for (int i = 1; i < epochs.size(); i++) {
            if (!(epochs.get(i) > epochs.get(i - 1))) {
                throw new IllegalArgumentException("The epochs at which the learning rate falls are not in order: "
                    + epochs + ".");
            }
        }
        if (!(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException("A step leaves a share between 0 and 1 of the rate, not " + gamma + ".");
        }
    }

    @Override
    public double factor(double epoch) {
        return Math.pow(gamma, epochs.stream().filter(fall -> epoch >= fall).count());
    }
}
