package org.videoaction.model.torch;

import org.videoaction.model.network.Parameter;

/**
 * Adam with decoupled weight decay as torch.optim.AdamW defines it (Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization", 2019).
 *
 * @param beta1 how much of the running mean of gradients each step keeps, from 0 to below 1
 * @param beta2 the same of the running mean of their squares
 * @param epsilon what is added to the root of the latter, above 0
 * @param weightDecay the share of the weights that is subtracted, times the rate, at each step
 * @param decayVectors whether batch normalisation and biases decay too
 * @param largestNorm the largest norm that all gradients together may have; infinite for none
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, boolean decayVectors,
    double largestNorm) implements Optimizer {

    /** Torch's own betas, epsilon and decay, of matrices and kernels alone. */
    public static final AdamW TORCH = new AdamW(0.9, 0.999, 1e-8, 0.01, false, Double.POSITIVE_INFINITY);

    public AdamW {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("The betas of AdamW are from 0 to below 1, not " + beta1 + " and " + beta2
                + ".");
        }
        if (!(epsilon > 0 && weightDecay >= 0 && largestNorm > 0)) {
            throw new IllegalArgumentException("The epsilon of AdamW is above 0, and its weight decay is not negative.");
        }
    }

    @Override
    public double decay(Parameter parameter) {
        return decayVectors || parameter.shape().size() > 1 ? weightDecay : 0;
    }
}
