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
 * @param style the order of pool and convolution
 */
public record NonLocal(List<Integer> res3, List<Integer> res4, boolean softmax, Extent pool, Style style) {

    /** No block. */
    public static final NonLocal NONE = new NonLocal(List.of(), List.of(), false, Extent.of(1, 2), Style.PYSLOWFAST);

    /** How the two code bases differ. */
    public enum Style {
        /** Pools before phi and g; the last convolution has a bias. */
        PYSLOWFAST,
        /** Pools behind phi and g; the last convolution has none. */
        MMACTION2
    }

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
        Activation theta = layers.projection(name + "theta", in, inner, true);
        Activation phi = pooled(layers, name, "phi", in, inner);
        Activation g = pooled(layers, name, "g", in, inner);
        Activation x = layers.attention(name + "attention", theta, phi, g, softmax);
        x = layers.zeroBatchNorm(name + "bn", layers.projection(name + "out", x, in.channels(), style == Style.PYSLOWFAST));
        return layers.sum(name + "sum", in, x);
    }

    private Activation pooled(NetworkBuilder layers, String name, String part, Activation in, int inner) {
        if (style == Style.PYSLOWFAST) {
            return layers.projection(name + part, layers.blockPool(name + part + ".pool", in, pool), inner, true);
        }
        return layers.blockPool(name + part + ".pool", layers.projection(name + part, in, inner, true), pool);
    }
}
