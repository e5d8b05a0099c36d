package org.videoaction.model.torch;

/**
 * Stochastic gradient descent as torch.optim.SGD defines it, without dampening.
 *
 * @param weightDecay the factor of the weights that is added to their gradient
 * @param decayBatchNorm whether gamma and beta decay too (MMAction2) or not (PySlowFast)
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay, boolean decayBatchNorm) {

    /** PySlowFast's: momentum 0.9, Nesterov, decay 1e-4 without batch normalisation. */
    public static final Sgd PYSLOWFAST = new Sgd(0.9, true, 1e-4, false);
}
