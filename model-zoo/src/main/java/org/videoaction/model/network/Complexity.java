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

    /** Counts a network for a clip of {@code frames x side x side}. */
    public static Complexity of(Network network, int frames, int side) {
        List<ActivationShape> shapes = ActivationShape.of(network, new Extent(frames, side, side));
        long convolutions = 0;
        long linear = 0;
        long attention = 0;
        long normalised = 0;
        for (int i = 0; i < shapes.size(); i++) {
            Node node = network.nodes().get(i);
            ActivationShape shape = shapes.get(i);
            if (node.layer() instanceof Layer.Convolution conv) {
                convolutions += shape.values() * (conv.in() / conv.groups()) * conv.kernel().volume();
            } else if (node.layer() instanceof Layer.BatchNorm) {
                normalised += shape.values();
            } else if (node.layer() instanceof Layer.Linear layer) {
                linear += (long) layer.in() * layer.out();
            } else if (node.layer() instanceof Layer.WindowClassifier layer) {
                linear += shapes.get(node.inputs().get(0)).size().volume() * layer.in() * layer.out();
            } else if (node.layer() instanceof Layer.Attention) {
                attention += 2 * shape.values() * shapes.get(node.inputs().get(1)).size().volume();
            }
        }
        return new Complexity(network.parameterCount(), convolutions, linear, attention, normalised);
    }

    /** All multiply-accumulates. */
    public long multiplyAccumulates() {
        return convolutions + linear + attention;
    }
}
