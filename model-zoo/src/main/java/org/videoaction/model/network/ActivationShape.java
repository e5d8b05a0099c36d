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

    private static final int BOX_VALUES = 5;

    /** The results of all layers, in the network's order, for a clip of that size. */
    public static List<ActivationShape> of(Network network, Extent clip) {
        List<ActivationShape> shapes = new ArrayList<>();
        network.nodes().forEach(node -> shapes.add(shape(node, shapes, clip)));
        return shapes;
    }

    /** The number of values. */
    public long values() {
        return channels * size.volume();
    }

    private static ActivationShape shape(Node node, List<ActivationShape> shapes, Extent clip) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input input) {
            return new ActivationShape(input.channels(), clip);
        } else if (layer instanceof Layer.Boxes) {
            return new ActivationShape(BOX_VALUES, Extent.of(1, 1));
        }
        ActivationShape in = shapes.get(node.inputs().get(0));
        Extent size = in.size();
        if (layer instanceof Layer.Convolution conv) {
            Extent reach = new Extent(conv.kernel().time(), (conv.kernel().height() - 1) * conv.dilation() + 1,
                (conv.kernel().width() - 1) * conv.dilation() + 1);
            return new ActivationShape(conv.out(), slid(size, reach, conv.stride(), conv.padding()));
        } else if (layer instanceof Layer.MaxPool pool) {
            return new ActivationShape(in.channels(), slid(size, pool.kernel(), pool.stride(), pool.padding()));
        } else if (layer instanceof Layer.FrameSelection selection) {
            int frames = selection.rule().indices(size.time(), selection.step()).length;
            return new ActivationShape(in.channels(), new Extent(frames, size.height(), size.width()));
        } else if (layer instanceof Layer.TimeToChannel packing) {
            return new ActivationShape(in.channels() * packing.step(),
                new Extent(size.time() / packing.step(), size.height(), size.width()));
        } else if (layer instanceof Layer.Concatenation) {
            return new ActivationShape(in.channels() + shapes.get(node.inputs().get(1)).channels(), size);
        } else if (layer instanceof Layer.TimePool) {
            return new ActivationShape(in.channels(), new Extent(1, size.height(), size.width()));
        } else if (layer instanceof Layer.RegionAlign regions) {
            return new ActivationShape(in.channels(), Extent.of(1, regions.size()));
        } else if (layer instanceof Layer.AveragePool || layer instanceof Layer.Largest) {
            return new ActivationShape(in.channels(), Extent.of(1, 1));
        } else if (layer instanceof Layer.WindowPool pool) {
            return new ActivationShape(in.channels(),
                new Extent(1, size.height() - pool.side() + 1, size.width() - pool.side() + 1));
        } else if (layer instanceof Layer.Linear linear) {
            return new ActivationShape(linear.out(), size);
        } else if (layer instanceof Layer.WindowClassifier windows) {
            return new ActivationShape(windows.out(), Extent.of(1, 1));
        }
        return in;
    }

    private static Extent slid(Extent size, Extent reach, Extent stride, Extent padding) {
        return new Extent(slid(size.time(), reach.time(), stride.time(), padding.time()),
            slid(size.height(), reach.height(), stride.height(), padding.height()),
            slid(size.width(), reach.width(), stride.width(), padding.width()));
    }

    private static int slid(int size, int reach, int stride, int padding) {
        return (size + 2 * padding - reach) / stride + 1;
    }
}
