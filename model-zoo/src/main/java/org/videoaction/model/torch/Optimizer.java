package org.videoaction.model.torch;

import org.videoaction.model.network.Parameter;

/** The rule by which gradients move the weights. */
public sealed interface Optimizer permits Sgd, AdamW {

    /**
     * The largest norm that all gradients together may have: longer ones are shortened to it, as
     * torch.nn.utils.clip_grad_norm_ does; infinite for none.
     */
    double largestNorm();

    /** The share of a parameter that decays. */
    double decay(Parameter parameter);
}
