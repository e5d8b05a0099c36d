package org.videoaction.model.quantization;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;

/**
 * Which layers of a network compute in bytes. These are convolutions that cover either space or time, which libtorch computes
 * as two-dimensional ones, with the ReLU and the sum of the residual block behind them; concatenations and selections of
 * frames hand bytes on. In 32-bit floats stay the first convolutions, those over space and time at once (depthwise ones,
 * which libtorch's integers are far slower at), those of non-local blocks and of squeeze-and-excitation, and whatever
 * follows a pool over space.
 */
public final class QuantizedGraph {

    private final Network network;
    private final Set<String> exact;
    private final List<List<Integer>> takers = new ArrayList<>();
    /** By the layer that ends it. */
    private final Map<Integer, Step> steps = new HashMap<>();
    /** The step that a layer is part of, by its end. */
    private final Map<Integer, Integer> ends = new HashMap<>();
    private final boolean[] bytes;

    /**
     * A convolution with what follows it.
     *
     * @param relu whether a ReLU ends it
     * @param sum the node that adds to its result, -1 where none does
     * @param other the node that is added
     */
    public record Step(int convolution, boolean relu, int sum, int other) {

        public boolean adds() {
            return sum >= 0;
        }
    }

    /**
     * @param network its batch normalisation folded
     * @param exact names of convolutions that stay in 32-bit floats too
     * @throws IllegalArgumentException when the network has no convolution of such a name
     */
    public QuantizedGraph(Network network, Collection<String> exact) {
        this.network = network;
        this.exact = new HashSet<>(exact);
        this.bytes = new boolean[network.nodes().size()];
        checkNames();
        for (int i = 0; i < network.nodes().size(); i++) {
            takers.add(new ArrayList<>());
            for (int input : network.nodes().get(i).inputs()) {
                takers.get(input).add(i);
            }
        }
        for (int i = network.nodes().size() - 1; i >= 0; i--) {
            addStep(i);
        }
        for (int i = network.nodes().size() - 1; i >= 0; i--) {
            int node = i;
            bytes[i] = takers.get(i).stream().anyMatch(taker -> readsBytes(taker, node));
        }
    }

    private void checkNames() {
        Set<String> names = new HashSet<>();
        network.nodes().stream().filter(node -> node.layer() instanceof Layer.Convolution)
            .forEach(node -> names.add(node.name()));
        for (String name : exact) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("The network has no convolution \"" + name
                    + "\" that could stay in 32 bits; a quantized model's table of layers names all.");
            }
        }
    }

    private void addStep(int end) {
        if (ends.containsKey(end)) {
            return;
        }
        boolean relu = layer(end) instanceof Layer.Relu;
        int last = relu ? sole(network.nodes().get(end).inputs().get(0)) : end;
        if (last < 0) {
            return;
        }
        if (layer(last) instanceof Layer.Convolution) {
            add(end, new Step(last, relu, -1, -1));
        } else if (layer(last) instanceof Layer.Add) {
            int other = network.nodes().get(last).inputs().get(0);
            int convolution = sole(network.nodes().get(last).inputs().get(1));
            if (convolution >= 0 && computesInBytes(convolution)) {
                add(end, new Step(convolution, relu, last, other));
            }
        }
    }

    private void add(int end, Step step) {
        steps.put(end, step);
        ends.put(end, end);
        ends.put(step.convolution(), end);
        if (step.adds()) {
            ends.put(step.sum(), end);
        }
    }

    /** A node of which only one other takes the result, else -1. */
    private int sole(int node) {
        return takers.get(node).size() == 1 ? node : -1;
    }

    private Layer layer(int node) {
        return network.nodes().get(node).layer();
    }

    /** Whether a convolution takes bytes. */
    public boolean computesInBytes(int node) {
        return layer(node) instanceof Layer.Convolution conv && !exact.contains(network.nodes().get(node).name())
            && (coversSpace(conv) || coversTime(conv)) && (conv.groups() == 1 || conv.groups() == conv.in())
            && !isFirst(node) && !followsPool(node) && !isOfNonLocal(node);
    }

    /** Whether it covers one frame at a time. */
    public static boolean coversSpace(Layer.Convolution conv) {
        return conv.kernel().time() == 1;
    }

    private static boolean coversTime(Layer.Convolution conv) {
        return conv.kernel().equals(new Extent(conv.kernel().time(), 1, 1))
            && conv.stride().equals(new Extent(conv.stride().time(), 1, 1));
    }

    private boolean isFirst(int node) {
        int before = input(node);
        while (layer(before) instanceof Layer.FrameSelection || layer(before) instanceof Layer.TimeToChannel) {
            before = input(before);
        }
        return layer(before) instanceof Layer.Input;
    }

    private int input(int node) {
        return network.nodes().get(node).inputs().get(0);
    }

    private boolean followsPool(int node) {
        for (int before = node; !network.nodes().get(before).inputs().isEmpty(); before = input(before)) {
            Layer layer = layer(before);
            if (layer instanceof Layer.AveragePool || layer instanceof Layer.Squeeze || layer instanceof Layer.WindowPool
                || layer instanceof Layer.TimePool || layer instanceof Layer.RegionAlign || layer instanceof Layer.Largest) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfNonLocal(int node) {
        return layer(input(node)) instanceof Layer.Attention
            || takers.get(node).stream().anyMatch(taker -> layer(taker) instanceof Layer.Attention
                || layer(taker) instanceof Layer.MaxPool
                    && takers.get(taker).stream().anyMatch(next -> layer(next) instanceof Layer.Attention));
    }

    private boolean readsBytes(int taker, int node) {
        return computesInBytes(taker) || isAdded(taker, node) || handsOn(taker) && bytes[taker];
    }

    /** Whether a layer can hand bytes on as they are. */
    private boolean handsOn(int node) {
        return layer(node) instanceof Layer.Concatenation || layer(node) instanceof Layer.FrameSelection;
    }

    private boolean isAdded(int taker, int node) {
        Step step = ends.containsKey(taker) ? steps.get(ends.get(taker)) : null;
        return step != null && step.sum() == taker && step.other() == node;
    }

    /** The convolution that a layer ends, or null. */
    public Step step(int end) {
        return steps.get(end);
    }

    /** The layer that has the result of a layer which is computed as part of another; else the layer itself. */
    public int end(int node) {
        return ends.getOrDefault(node, node);
    }

    /** Whether a layer is computed as part of another that comes later. */
    public boolean isPartOfAnother(int node) {
        return end(node) != node;
    }

    /** Whether a layer's result is there in bytes, from the layer itself or rounded. */
    public boolean inBytes(int node) {
        return bytes[node] || givesBytes(node);
    }

    /** Whether the layer itself gives bytes. */
    public boolean givesBytes(int node) {
        Step step = steps.get(node);
        return step != null ? computesInBytes(step.convolution()) && (step.adds() || bytes[node])
            : handsOn(node) && bytes[node];
    }

    /** Whether somebody takes a layer's result as floats. */
    public boolean inFloats(int node) {
        return takers.get(node).isEmpty() || takers.get(node).stream().anyMatch(taker -> !readsBytes(taker, node));
    }

    /** Whether a step may write over what it adds: all others have read it, and nobody looks at the same memory. */
    public boolean mayOverwrite(int end) {
        int other = steps.get(end).other();
        return !handsOn(other) && takers.get(other).stream().filter(taker -> taker != steps.get(end).sum())
            .allMatch(taker -> !(layer(taker) instanceof Layer.FrameSelection) && ends.getOrDefault(taker, taker) < end);
    }

    /** The nodes whose results are rounded to bytes, in their order. */
    public List<Integer> ranged() {
        return IntStream.range(0, bytes.length).filter(node -> !isPartOfAnother(node) && inBytes(node)).boxed().toList();
    }

    /** The convolutions that compute in bytes, in their order. */
    public List<Integer> convolutions() {
        return IntStream.range(0, bytes.length).filter(this::computesInBytes).boxed().toList();
    }

    /**
     * The range of a result. Layers that hand bytes on share one with all whose bytes these are.
     *
     * @param ranges of single layers, by their names
     */
    public Range range(int node, Map<String, Range> ranges) {
        return sharing(node).stream().map(member -> ranges.get(network.nodes().get(member).name())).reduce(Range::and)
            .orElseThrow();
    }

    private Set<Integer> sharing(int node) {
        Set<Integer> found = new HashSet<>();
        List<Integer> left = new ArrayList<>(List.of(node));
        while (!left.isEmpty()) {
            int member = left.remove(left.size() - 1);
            if (found.add(member)) {
                if (handsOn(member) && bytes[member]) {
                    left.addAll(network.nodes().get(member).inputs());
                }
                takers.get(member).stream().filter(taker -> handsOn(taker) && bytes[taker]).forEach(left::add);
            }
        }
        return found;
    }

    /** The network. */
    public Network network() {
        return network;
    }
}
