package org.videoaction.model.torch;

import org.videoaction.model.network.Parameter;

/**
 * Stochastic gradient descent as torch.optim.SGD defines it, without dampening.
 *
 * @param weightDecay the factor of the weights that is added to their gradient
 * @param decayBatchNorm whether gamma and beta decay too (MMAction2) or not (PySlowFast)
 * @param largestNorm the largest norm that all gradients together may have: longer ones are shortened to it, as
 *     torch.nn.utils.clip_grad_norm_ does; infinite for none
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay, boolean decayBatchNorm, double largestNorm)
    implements Optimizer {

    /** MMAction2's: momentum 0.9, decay 1e-4 of everything, gradients of a norm of at most 40. */
    public static final Sgd MMACTION2 = new Sgd(0.9, false, 1e-4, true, 40);

    /** PySlowFast's: momentum 0.9, Nesterov, decay 1e-4 without batch normalisation. */
    public static final Sgd PYSLOWFAST = new Sgd(0.9, true, 1e-4, false, Double.POSITIVE_INFINITY);

    /** That of PySlowFast's X3D: half the decay. */
    public static final Sgd PYSLOWFAST_X3D = new Sgd(0.9, true, 5e-5, false, Double.POSITIVE_INFINITY);

    @Override
    public double decay(Parameter parameter) {
        return decayBatchNorm || !parameter.role().ofBatchNorm() ? weightDecay : 0;
    }
}
