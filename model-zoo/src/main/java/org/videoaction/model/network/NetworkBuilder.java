package org.videoaction.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.videoaction.model.network.Network.Node;

/** Strings layers together into a {@link Network}. */
final class NetworkBuilder {

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final List<Node> nodes = new ArrayList<>();

    /** The result of a layer: which one, and how many channels it has. */
    record Activation(int node, int channels) {
    }

    Activation input(int channels) {
        return add("clip", new Layer.Input(channels), channels);
    }

    /** Padded so that the size changes by the stride alone. */
    Activation convolution(String name, Activation in, int out, Extent kernel, Extent stride) {
        return add(name, new Layer.Convolution(in.channels(), out, kernel, stride, kernel.same()), out, in);
    }

    Activation batchNorm(String name, Activation in) {
        return add(name, new Layer.BatchNorm(in.channels(), EPSILON, MOMENTUM, false), in.channels(), in);
    }

    Activation zeroBatchNorm(String name, Activation in) {
        return add(name, new Layer.BatchNorm(in.channels(), EPSILON, MOMENTUM, true), in.channels(), in);
    }

    Activation relu(String name, Activation in) {
        return add(name, new Layer.Relu(), in.channels(), in);
    }

    Activation maxPool(String name, Activation in, Extent kernel, Extent stride) {
        return add(name, new Layer.MaxPool(kernel, stride, kernel.same()), in.channels(), in);
    }

    Activation frames(String name, Activation in, int step, FrameRule rule) {
        return add(name, new Layer.FrameSelection(step, rule), in.channels(), in);
    }

    Activation sum(String name, Activation a, Activation b) {
        return add(name, new Layer.Add(), a.channels(), a, b);
    }

    Activation concatenation(String name, Activation a, Activation b) {
        return add(name, new Layer.Concatenation(), a.channels() + b.channels(), a, b);
    }

    Activation averagePool(String name, Activation in) {
        return add(name, new Layer.AveragePool(), in.channels(), in);
    }

    Activation dropout(String name, Activation in, double rate) {
        return rate == 0 ? in : add(name, new Layer.Dropout(in.channels(), rate), in.channels(), in);
    }

    Activation linear(String name, Activation in, int out) {
        return add(name, new Layer.Linear(in.channels(), out), out, in);
    }

    private Activation add(String name, Layer layer, int channels, Activation... inputs) {
        nodes.add(new Node(name, layer, Arrays.stream(inputs).map(Activation::node).toList()));
        return new Activation(nodes.size() - 1, channels);
    }

    Network build() {
        return new Network(nodes);
    }
}
