package org.videoaction.model.network;

import java.util.ArrayList;
import java.util.List;
import org.videoaction.model.network.Layer.WindowClassifier;

/**
 * The description of a network: its layers in an order in which they can be computed. What runs it, counts it or writes
 * it to a file is derived from this and nothing else.
 *
 * @param nodes the first is the input, the last gives scores {@code N x classes}, or probabilities (see {@link
 *     #givesProbabilities})
 * @param labels how many classes hold at once
 */
public record Network(List<Node> nodes, Labels labels) {

    /**
     * One layer in its place.
     *
     * @param name unique within the network
     * @param inputs the nodes whose results it takes, by their index
     */
    public record Node(String name, Layer layer, List<Integer> inputs) {

        /** The tensors of the layer, in the order gamma, beta, mean, variance or weight, bias. */
        public List<Parameter> parameters() {
            return layer.parameters(name);
        }

        /** Shows the layer to a visitor. */
        public <R> R accept(LayerVisitor<R> visitor) {
            return layer.accept(visitor, this);
        }
    }

    public Network {
        nodes = List.copyOf(nodes);
    }

    /** Whether the last layer gives probabilities; else they are the softmax or, of several labels, the sigmoid of it. */
    public boolean givesProbabilities() {
        return nodes.get(nodes.size() - 1).layer() instanceof WindowClassifier;
    }

    /** Whether boxes come with the clips; results then have a row a box. */
    public boolean detects() {
        return nodes.stream().anyMatch(node -> node.layer() instanceof Layer.Boxes);
    }

    /** Whether a convolution keeps groups of channels apart. */
    public boolean hasGroups() {
        return nodes.stream().anyMatch(node -> node.layer() instanceof Layer.Convolution conv && conv.groups() > 1);
    }

    /** All tensors, layer by layer. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        nodes.forEach(node -> parameters.addAll(node.parameters()));
        return parameters;
    }

    /** The number of learned values, as papers count parameters. */
    public long parameterCount() {
        return parameters().stream().filter(parameter -> parameter.role().learned()).mapToLong(Parameter::size).sum();
    }
}
