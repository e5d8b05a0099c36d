package org.videoaction.model.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.network.Layer.BatchNorm;
import org.videoaction.model.network.Layer.Convolution;
import org.videoaction.model.network.Network.Node;

/**
 * The form of a network that only scores: each batch normalisation that follows a convolution is part of its weights and
 * bias, {@code w gamma / sqrt(variance + epsilon)} and {@code (b - mean) gamma / sqrt(variance + epsilon) + beta}. The
 * convolution keeps its name; one whose own result somebody else takes too stays as it is.
 */
public final class BatchNormFolding {

    private final Network network;
    private final Weights weights;
    private final Map<String, float[]> values = new LinkedHashMap<>();

    private BatchNormFolding(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
    }

    /** A network that gives the same scores as the one that it was made of, with its weights, computed as they are read. */
    public static final class Folded {

        private final Network network;
        private final Map<String, Values> values;

        private Folded(Network network, Map<String, Values> values) {
            this.network = network;
            this.values = values;
        }

        public Network network() {
            return network;
        }

        /** All weights at once. */
        public Weights weights() {
            Map<String, float[]> all = new LinkedHashMap<>();
            network.parameters().forEach(parameter -> all.put(parameter.name(), of(parameter)));
            return new Weights(all);
        }

        /**
         * The values of one of the network's parameters, computed anew.
         *
         * @throws IllegalArgumentException when the weights are not the network's
         */
        public float[] of(Parameter parameter) {
            float[] array = new float[Math.toIntExact(parameter.size())];
            write(parameter, FloatBuffer.wrap(array));
            return array;
        }

        /**
         * Writes the values of one of the network's parameters.
         *
         * @throws IllegalArgumentException when the weights are not the network's
         */
        public void write(Parameter parameter, FloatBuffer target) {
            values.get(parameter.name()).write(target);
        }
    }

    /** Where a tensor's values come from. */
    @FunctionalInterface
    private interface Values {
        void write(FloatBuffer target);
    }

    /** @throws IllegalArgumentException when the weights are not the network's */
    public static Folded of(Network network, Weights weights) {
        return new BatchNormFolding(network, weights).fold();
    }

    /** The parameters of a network's folded form. */
    public static List<Parameter> parameters(Network network) {
        Map<Integer, Node> norms = foldable(network);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < network.nodes().size(); i++) {
            Node node = network.nodes().get(i);
            if (!norms.containsValue(node)) {
                parameters.addAll((norms.containsKey(i) ? biased(node, node.inputs()) : node).parameters());
            }
        }
        return parameters;
    }

    /**
     * Weights of the whole network that give the scores of folded ones: normalisations hand on what they take but for the
     * bias of their convolution.
     *
     * @throws IllegalArgumentException when a folded tensor is missing or has another size
     */
    public static Weights unfolded(Network network, Weights folded) {
        BatchNormFolding folding = new BatchNormFolding(network, folded);
        Map<Integer, Node> norms = foldable(network);
        for (int i = 0; i < network.nodes().size(); i++) {
            Node node = network.nodes().get(i);
            if (norms.containsKey(i)) {
                folding.addUnfolded(node, norms.get(i));
            } else if (!norms.containsValue(node)) {
                node.parameters().forEach(parameter -> folding.values.put(parameter.name(), folded.of(parameter)));
            }
        }
        return new Weights(folding.values);
    }

    private void addUnfolded(Node conv, Node norm) {
        List<Parameter> biased = biased(conv, conv.inputs()).parameters();
        float[] shift = weights.of(biased.get(1));
        values.put(biased.get(0).name(), weights.of(biased.get(0)));
        if (((Convolution) conv.layer()).bias()) {
            values.put(biased.get(1).name(), new float[shift.length]);
        }
        List<float[]> normal = List.of(filled(shift.length, 1), shift, new float[shift.length],
            filled(shift.length, 1 - ((BatchNorm) norm.layer()).epsilon()));
        for (int i = 0; i < normal.size(); i++) {
            values.put(norm.parameters().get(i).name(), normal.get(i));
        }
    }

    private static float[] filled(int length, double value) {
        float[] array = new float[length];
        Arrays.fill(array, (float) value);
        return array;
    }

    private Folded fold() {
        Map<Integer, Node> norms = foldable(network);
        List<Node> nodes = new ArrayList<>();
        Map<String, Values> sources = new HashMap<>();
        int[] places = new int[network.nodes().size()];
        for (int i = 0; i < places.length; i++) {
            Node node = network.nodes().get(i);
            if (norms.containsValue(node)) {
                places[i] = places[node.inputs().get(0)];
                continue;
            }
            List<Integer> inputs = node.inputs().stream().map(input -> places[input]).toList();
            places[i] = nodes.size();
            nodes.add(norms.containsKey(i) ? biased(node, inputs) : new Node(node.name(), node.layer(), inputs));
            for (Parameter parameter : node.parameters()) {
                float[] given = weights.of(parameter);
                sources.put(parameter.name(), target -> target.put(given));
            }
            if (norms.containsKey(i)) {
                addFolded(node, norms.get(i), sources);
            }
        }
        return new Folded(new Network(nodes, network.labels()), sources);
    }

    /** The batch normalisations that are the only ones to take a convolution's result, by the convolution's index. */
    private static Map<Integer, Node> foldable(Network network) {
        int[] takers = new int[network.nodes().size()];
        network.nodes().forEach(node -> node.inputs().forEach(input -> takers[input]++));
        Map<Integer, Node> norms = new HashMap<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof BatchNorm) {
                int input = node.inputs().get(0);
                if (network.nodes().get(input).layer() instanceof Convolution && takers[input] == 1) {
                    norms.put(input, node);
                }
            }
        }
        return norms;
    }

    private void addFolded(Node node, Node normNode, Map<String, Values> sources) {
        boolean hadBias = ((Convolution) node.layer()).bias();
        List<Parameter> biased = biased(node, node.inputs()).parameters();
        float[] weight = weights.of(node.parameters().get(0));
        List<float[]> norm = normNode.parameters().stream().map(weights::of).toList();
        double[] factors = new double[norm.get(0).length];
        for (int channel = 0; channel < factors.length; channel++) {
            factors[channel] = norm.get(0)[channel]
                / Math.sqrt(norm.get(3)[channel] + ((BatchNorm) normNode.layer()).epsilon());
        }
        int perChannel = weight.length / factors.length;
        sources.put(biased.get(0).name(), target -> {
            for (int i = 0; i < weight.length; i++) {
                target.put((float) (weight[i] * factors[i / perChannel]));
            }
        });
        float[] bias = hadBias ? weights.of(node.parameters().get(1)) : new float[factors.length];
        sources.put(biased.get(1).name(), target -> {
            for (int channel = 0; channel < factors.length; channel++) {
                target.put((float) ((bias[channel] - norm.get(2)[channel]) * factors[channel] + norm.get(1)[channel]));
            }
        });
    }

    private static Node biased(Node node, List<Integer> inputs) {
        Convolution conv = (Convolution) node.layer();
        return new Node(node.name(), new Convolution(conv.in(), conv.out(), conv.kernel(), conv.stride(), conv.padding(),
            conv.dilation(), conv.groups(), true), inputs);
    }
}
