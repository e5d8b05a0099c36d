package org.videoaction.model.network;

import java.util.List;
import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * Non-local blocks (Wang et al., "Non-local Neural Networks", 2018) of the Slow pathway.
 *
 * @param res3 after which blocks of res3 they stand, counted from 0
 * @param res4 after which blocks of res4
 * @param softmax whether positions are weighted by a softmax, or by the plain product over their number
 * @param pool how phi and g are pooled: 1 x 2 x 2 or 2 x 2 x 2
 * @param outputBias whether the last convolution has a bias (PySlowFast) or not (MMAction2)
 */
public record NonLocal(List<Integer> res3, List<Integer> res4, boolean softmax, Extent pool, boolean outputBias) {

    /** No block. */
    public static final NonLocal NONE = new NonLocal(List.of(), List.of(), false, Extent.of(1, 2), true);

    public NonLocal {
        res3 = List.copyOf(res3);
        res4 = List.copyOf(res4);
    }

    private boolean follows(int stage, int block) {
        return stage == 3 && res3.contains(block) || stage == 4 && res4.contains(block);
    }

    /** The block, where one follows, behind {@code in}. */
    Activation after(NetworkBuilder layers, String name, int stage, int block, Activation in) {
        if (!follows(stage, block)) {
            return in;
        }
        int inner = in.channels() / 2;
        Activation pooled = layers.blockPool(name + "pool", in, pool);
        Activation theta = layers.projection(name + "theta", in, inner, true);
        Activation phi = layers.projection(name + "phi", pooled, inner, true);
        Activation g = layers.projection(name + "g", pooled, inner, true);
        Activation x = layers.attention(name + "attention", theta, phi, g, softmax);
        x = layers.zeroBatchNorm(name + "bn", layers.projection(name + "out", x, in.channels(), outputBias));
        return layers.sum(name + "sum", in, x);
    }
}
