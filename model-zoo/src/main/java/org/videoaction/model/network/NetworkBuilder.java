package org.videoaction.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.videoaction.model.network.Network.Node;

/** Strings layers together into a {@link Network}. */
final class NetworkBuilder {

    private static final double MOMENTUM = 0.1;

    private final double epsilon;
    private final double momentum;
    private final List<Node> nodes = new ArrayList<>();

    /** @param epsilon of all batch normalisations */
    NetworkBuilder(double epsilon) {
        this(epsilon, MOMENTUM);
    }

    /** @param momentum of all batch normalisations: the share of the new batch in the running statistics */
    NetworkBuilder(double epsilon, double momentum) {
        this.epsilon = epsilon;
        this.momentum = momentum;
    }

    /** The result of a layer: which one, and how many channels it has. */
    record Activation(int node, int channels) {}

    Activation input(int channels) {
        return add("clip", new Layer.Input(channels), channels);
    }

    /** Padded so that the size changes by the stride alone. */
    Activation convolution(String name, Activation in, int out, Extent kernel, Extent stride) {
        return convolution(name, in, out, kernel, stride, 1);
    }

    /** @param dilation the distance of the kernel's positions in space */
    Activation convolution(String name, Activation in, int out, Extent kernel, Extent stride, int dilation) {
        Extent same = kernel.same();
        Extent padding = new Extent(same.time(), same.height() * dilation, same.width() * dilation);
        return add(name, new Layer.Convolution(in.channels(), out, kernel, stride, padding, dilation, 1, false), out, in);
    }

    /** The boxes that come with the clips. */
    Activation boxes() {
        return add("boxes", new Layer.Boxes(), 0);
    }

    /** Each channel on its own. */
    Activation depthwise(String name, Activation in, Extent kernel, Extent stride) {
        return add(name, new Layer.Convolution(in.channels(), in.channels(), kernel, stride, kernel.same(), 1,
            in.channels(), false), in.channels(), in);
    }

    /** A 1 x 1 x 1 convolution. */
    Activation projection(String name, Activation in, int out, boolean bias) {
        Extent one = Extent.of(1, 1);
        return add(name, new Layer.Convolution(in.channels(), out, one, one, one.same(), 1, 1, bias), out, in);
    }

    Activation batchNorm(String name, Activation in) {
        return add(name, new Layer.BatchNorm(in.channels(), epsilon, momentum, false), in.channels(), in);
    }

    Activation zeroBatchNorm(String name, Activation in) {
        return add(name, new Layer.BatchNorm(in.channels(), epsilon, momentum, true), in.channels(), in);
    }

    Activation relu(String name, Activation in) {
        return add(name, new Layer.Relu(), in.channels(), in);
    }

    Activation swish(String name, Activation in) {
        return add(name, new Layer.Swish(), in.channels(), in);
    }

    /**
     * Each channel weighted by what all of them are on average: squeeze, {@code 1 x 1 x 1} down to so many channels, ReLU,
     * {@code 1 x 1 x 1} back, sigmoid.
     */
    Activation squeezeExcitation(String name, Activation in, int inner) {
        Activation mean = squeeze(name + "squeeze.mean", in);
        Activation x = relu(name + "squeeze.relu", projection(name + "squeeze.conv", mean, inner, true));
        Activation weights = projection(name + "excite.conv", x, in.channels(), true);
        return add(name + "excite", new Layer.Excitation(), in.channels(), in, weights);
    }

    Activation squeeze(String name, Activation in) {
        return add(name, new Layer.Squeeze(), in.channels(), in);
    }

    /** Padded so that the size changes by the stride alone. */
    Activation maxPool(String name, Activation in, Extent kernel, Extent stride) {
        return add(name, new Layer.MaxPool(kernel, stride, kernel.same()), in.channels(), in);
    }

    /** The largest value of each block, without padding. */
    Activation blockPool(String name, Activation in, Extent block) {
        return add(name, new Layer.MaxPool(block, block, Extent.of(0, 0)), in.channels(), in);
    }

    Activation frames(String name, Activation in, int step, FrameRule rule) {
        return add(name, new Layer.FrameSelection(step, rule), in.channels(), in);
    }

    Activation timeToChannel(String name, Activation in, int step) {
        return add(name, new Layer.TimeToChannel(step), in.channels() * step, in);
    }

    Activation sum(String name, Activation a, Activation b) {
        return add(name, new Layer.Add(), a.channels(), a, b);
    }

    Activation concatenation(String name, Activation a, Activation b) {
        return add(name, new Layer.Concatenation(), a.channels() + b.channels(), a, b);
    }

    Activation attention(String name, Activation theta, Activation phi, Activation g, boolean softmax) {
        return add(name, new Layer.Attention(theta.channels(), softmax), theta.channels(), theta, phi, g);
    }

    Activation averagePool(String name, Activation in) {
        return add(name, new Layer.AveragePool(), in.channels(), in);
    }

    Activation timePool(String name, Activation in) {
        return add(name, new Layer.TimePool(), in.channels(), in);
    }

    Activation regionAlign(String name, Activation in, Activation boxes, Regions regions) {
        return add(name, new Layer.RegionAlign(regions.size(), Regions.STRIDE, regions.aligned()), in.channels(), in, boxes);
    }

    Activation largest(String name, Activation in) {
        return add(name, new Layer.Largest(), in.channels(), in);
    }

    Activation windowPool(String name, Activation in, int side) {
        return add(name, new Layer.WindowPool(side), in.channels(), in);
    }

    Activation dropout(String name, Activation in, double rate) {
        return rate == 0 ? in : add(name, new Layer.Dropout(in.channels(), rate), in.channels(), in);
    }

    void linear(String name, Activation in, int out) {
        add(name, new Layer.Linear(in.channels(), out), out, in);
    }

    void windowClassifier(String name, Activation in, int out, Labels labels) {
        add(name, new Layer.WindowClassifier(in.channels(), out, labels), out, in);
    }

    private Activation add(String name, Layer layer, int channels, Activation... inputs) {
        nodes.add(new Node(name, layer, Arrays.stream(inputs).map(Activation::node).toList()));
        return new Activation(nodes.size() - 1, channels);
    }

    Network build(Labels labels) {
        return new Network(nodes, labels);
    }
}
