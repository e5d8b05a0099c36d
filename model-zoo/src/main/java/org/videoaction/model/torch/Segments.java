package org.videoaction.model.torch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;

/**
 * A network cut behind its residual blocks, so that training can forget what happens within a segment and compute it anew
 * for the gradients (Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016).
 */
final class Segments {

    private final Network network;
    private final Predicate<Parameter> learns;
    /** The nodes whose results depend on a weight that learns. */
    private final Set<Integer> moving = new HashSet<>();
    private final List<Integer> cuts;

    /**
     * Layers in a row.
     *
     * @param from the first node
     * @param to the node after the last
     * @param takes earlier nodes whose results it takes
     * @param inputs those of them that need gradients
     * @param outputs nodes of it whose results later ones take and that need gradients
     * @param weights the places, among the weights that learn, of those in it
     */
    record Segment(int from, int to, List<Integer> takes, List<Integer> inputs, List<Integer> outputs,
        List<Integer> weights) {

        /** Whether there is anything to compute gradients of. */
        boolean learns() {
            return !inputs.isEmpty() || !weights.isEmpty();
        }
    }

    /**
     * @param learns whether gradients move a parameter
     * @param overwritten whether the result of a node may be overwritten by the one that takes it
     */
    Segments(Network network, Predicate<Parameter> learns, Predicate<Integer> overwritten) {
        this.network = network;
        this.learns = learns;
        List<Node> nodes = network.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).parameters().stream().anyMatch(learns)
                || nodes.get(i).inputs().stream().anyMatch(moving::contains)) {
                moving.add(i);
            }
        }
        this.cuts = IntStream.range(1, nodes.size())
            .filter(cut -> endsBlock(cut - 1)
                && IntStream.range(0, cut).filter(overwritten::test).noneMatch(i -> isTaken(i, cut, nodes.size())))
            .boxed().toList();
    }

    private boolean endsBlock(int node) {
        List<Node> nodes = network.nodes();
        return nodes.get(node).layer() instanceof Layer.Relu
            && nodes.get(nodes.get(node).inputs().get(0)).layer() instanceof Layer.Add;
    }

    private boolean isTaken(int node, int from, int to) {
        return IntStream.range(from, to).anyMatch(i -> network.nodes().get(i).inputs().contains(node));
    }

    /** All of them, in order. */
    List<Segment> all() {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            segments.add(segment(from, cut));
            from = cut;
        }
        segments.add(segment(from, network.nodes().size()));
        return segments;
    }

    private Segment segment(int from, int to) {
        int size = network.nodes().size();
        List<Integer> takes = IntStream.range(0, from).filter(i -> isTaken(i, from, to)).boxed().toList();
        return new Segment(from, to, takes, takes.stream().filter(moving::contains).toList(),
            IntStream.range(from, to).filter(moving::contains).filter(i -> isTaken(i, to, size)).boxed().toList(),
            weights(from, to));
    }

    private List<Integer> weights(int from, int to) {
        int first = (int) learned(0, from);
        return IntStream.range(first, first + (int) learned(from, to)).boxed().toList();
    }

    private long learned(int from, int to) {
        return network.nodes().subList(from, to).stream().flatMap(node -> node.parameters().stream()).filter(learns).count();
    }
}
