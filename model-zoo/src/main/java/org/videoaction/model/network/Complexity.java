package org.videoaction.model.network;

import java.util.ArrayList;
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

    private static final int BOX_VALUES = 5;

    /** The size of an activation: channels, and positions along time, height and width. */
    private record Shape(int channels, Extent size) {

        long values() {
            return channels * size.volume();
        }
    }

    /** Counts a network for a clip of {@code frames x side x side}. */
    public static Complexity of(Network network, int frames, int side) {
        List<Shape> shapes = new ArrayList<>();
        long convolutions = 0;
        long linear = 0;
        long attention = 0;
        long normalised = 0;
        for (Node node : network.nodes()) {
            Shape shape = shape(node, shapes, new Extent(frames, side, side));
            shapes.add(shape);
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

    private static Shape shape(Node node, List<Shape> shapes, Extent clip) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input input) {
            return new Shape(input.channels(), clip);
        } else if (layer instanceof Layer.Boxes) {
            return new Shape(BOX_VALUES, Extent.of(1, 1));
        }
        Shape in = shapes.get(node.inputs().get(0));
        Extent size = in.size();
        if (layer instanceof Layer.Convolution conv) {
            Extent reach = new Extent(conv.kernel().time(), (conv.kernel().height() - 1) * conv.dilation() + 1,
                (conv.kernel().width() - 1) * conv.dilation() + 1);
            return new Shape(conv.out(), slid(size, reach, conv.stride(), conv.padding()));
        } else if (layer instanceof Layer.MaxPool pool) {
            return new Shape(in.channels(), slid(size, pool.kernel(), pool.stride(), pool.padding()));
        } else if (layer instanceof Layer.FrameSelection selection) {
            int frames = selection.rule().indices(size.time(), selection.step()).length;
            return new Shape(in.channels(), new Extent(frames, size.height(), size.width()));
        } else if (layer instanceof Layer.TimeToChannel packing) {
            return new Shape(in.channels() * packing.step(),
                new Extent(size.time() / packing.step(), size.height(), size.width()));
        } else if (layer instanceof Layer.Concatenation) {
            return new Shape(in.channels() + shapes.get(node.inputs().get(1)).channels(), size);
        } else if (layer instanceof Layer.TimePool) {
            return new Shape(in.channels(), new Extent(1, size.height(), size.width()));
        } else if (layer instanceof Layer.RegionAlign regions) {
            return new Shape(in.channels(), Extent.of(1, regions.size()));
        } else if (layer instanceof Layer.AveragePool || layer instanceof Layer.Largest) {
            return new Shape(in.channels(), Extent.of(1, 1));
        } else if (layer instanceof Layer.WindowPool pool) {
            return new Shape(in.channels(), new Extent(1, size.height() - pool.side() + 1, size.width() - pool.side() + 1));
        } else if (layer instanceof Layer.Linear linear) {
            return new Shape(linear.out(), size);
        } else if (layer instanceof Layer.WindowClassifier windows) {
            return new Shape(windows.out(), Extent.of(1, 1));
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
