package org.videoaction.model.network;

import java.util.ArrayList;
import java.util.List;
import org.videoaction.model.network.Network.Node;

/**
 * The size of one clip's activation.
 *
 * @param size positions along time, height and width; 1 x 1 x 1 behind a head's pool
 */
public record ActivationShape(int channels, Extent size) {

    /** The results of all layers, in the network's order, for a clip of that size. */
    public static List<ActivationShape> of(Network network, Extent clip) {
        List<ActivationShape> shapes = new ArrayList<>();
        network.nodes().forEach(node -> shapes.add(node.layer().shape(inputs(node, shapes), clip)));
        return shapes;
    }

    /** The shapes of what a layer takes. */
    static List<ActivationShape> inputs(Node node, List<ActivationShape> shapes) {
        return node.inputs().stream().map(shapes::get).toList();
    }

    /** The number of values. */
    public long values() {
        return channels * size.volume();
    }

    /** The same channels at other positions. */
    ActivationShape with(int time, int height, int width) {
        return new ActivationShape(channels, new Extent(time, height, width));
    }
}
