package org.videoaction.model.network;

import java.util.List;
import org.videoaction.model.network.Network.Node;

/**
 * What one clip costs, in multiply-accumulates, as the papers count: convolutions, linear layers and the two products of
 * non-local blocks; of detection networks with one box. Published "GFLOPs" are these, mostly at 256 x 256 pixels.
 *
 * @param parameters learned values
 * @param convolutions multiply-accumulates of convolutions
 * @param linear multiply-accumulates of linear layers
 * @param attention multiply-accumulates of non-local products
 * @param batchNormElements values that batch normalisations put out; MMAction2's tool adds two operations for each
 */
public record Complexity(long parameters, long convolutions, long linear, long attention, long batchNormElements) {

    static final Complexity NONE = new Complexity(0, 0, 0, 0, 0);

    /** Counts a network for a clip of {@code frames x side x side}. */
    public static Complexity of(Network network, int frames, int side) {
        List<ActivationShape> shapes = ActivationShape.of(network, new Extent(frames, side, side));
        Complexity sum = new Complexity(network.parameterCount(), 0, 0, 0, 0);
        for (int i = 0; i < shapes.size(); i++) {
            Node node = network.nodes().get(i);
            sum = sum.plus(node.layer().cost(ActivationShape.inputs(node, shapes), shapes.get(i)));
        }
        return sum;
    }

    static Complexity ofConvolutions(long products) {
        return new Complexity(0, products, 0, 0, 0);
    }

    static Complexity ofLinear(long products) {
        return new Complexity(0, 0, products, 0, 0);
    }

    static Complexity ofAttention(long products) {
        return new Complexity(0, 0, 0, products, 0);
    }

    static Complexity ofBatchNorm(long values) {
        return new Complexity(0, 0, 0, 0, values);
    }

    private Complexity plus(Complexity other) {
        return new Complexity(parameters + other.parameters, convolutions + other.convolutions, linear + other.linear,
            attention + other.attention, batchNormElements + other.batchNormElements);
    }

    /** All multiply-accumulates. */
    public long multiplyAccumulates() {
        return convolutions + linear + attention;
    }
}
