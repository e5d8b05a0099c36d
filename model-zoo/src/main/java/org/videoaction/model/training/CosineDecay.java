package org.videoaction.model.training;

/**
 * Half a period of a cosine (Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts").
 *
 * @param epochs the epoch at which it reaches zero
 */
public record CosineDecay(double epochs) implements Decay {

    public CosineDecay {
        if (!(epochs > 0)) {
            throw new IllegalArgumentException("A cosine schedule lasts longer than 0 epochs, not " + epochs + ".");
        }
    }

    @Override
    public double factor(double epoch) {
        return (Math.cos(Math.PI * Math.min(epoch, epochs) / epochs) + 1) / 2;
    }
}
