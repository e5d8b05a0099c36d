package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.quantization.QuantizedGraph;
import org.videoaction.model.quantization.Range;

/**
 * A network that scores in 8-bit integers on the CPU. Results are copied out; nothing native outlives a call but what {@link
 * #close} frees.
 */
public final class QuantizedNetwork extends ScriptedNetwork {

    private static final int CHANNELS = 2;
    private static final int TRIAL_RESULT = 4;
    /** Its bytes stand for fifty-firsts, and so for 1, 2 and 4 exactly. */
    private static final Range TRIAL_RANGE = new Range(0, 5);
    /** A byte more or less would be ten times as much. */
    private static final double TRIAL_ERROR = 1e-3;

    private final List<NDArray> learned = new ArrayList<>();
    private final List<NDArray> kept = new ArrayList<>();
    private List<NDArray> packed = List.of();
    private long[] packedFor = {};

    /** @throws IllegalArgumentException when the weights or the quantization are not the network's */
    public QuantizedNetwork(Network network, Preprocessing preprocessing, Weights weights, Quantization quantization) {
        this(BatchNormFolding.of(network, weights), preprocessing, quantization);
    }

    private QuantizedNetwork(Folded folded, Preprocessing preprocessing, Quantization quantization) {
        this(folded, quantization.graph(folded.network()), preprocessing, quantization);
    }

    private QuantizedNetwork(Folded folded, QuantizedGraph graph, Preprocessing preprocessing, Quantization quantization) {
        super(new ScriptModule(new QuantizedScript(graph, preprocessing, quantization.ranges()).text(), Device.cpu()));
        try {
            new QuantizedTensors(manager, folded).upload(graph, learned, kept);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What is known of this libtorch, tried once. */
    private static final class Here {
        private static final boolean WORKS = tried();
    }

    /** Whether libtorch has what it takes, which a small network tries. */
    static boolean works() {
        return Here.WORKS;
    }

    private static boolean tried() {
        Network network = trial();
        Map<String, float[]> weights = new HashMap<>();
        Map<String, Range> ranges = new HashMap<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Convolution conv) {
                // each convolution gives what it takes
                float[] weight = new float[Math.toIntExact(conv.kernel().volume() * conv.out() * conv.in() / conv.groups())];
                Arrays.fill(weight, (float) conv.groups() / conv.in());
                float[] bias = new float[conv.out()];
                Arrays.fill(bias, node.name().equals("first.conv") ? 1 : 0);
                weights.put(node.name() + ".weight", weight);
                weights.put(node.name() + ".bias", bias);
            }
            ranges.put(node.name(), TRIAL_RANGE);
        }
        try (QuantizedNetwork trial = new QuantizedNetwork(network, new Preprocessing(List.of(0.0), List.of(1.0)),
            new Weights(weights), new Quantization(List.of(), ranges))) {
            float[] found = trial.score(ByteBuffer.allocateDirect(1), 1, 1, 1, 1, 1).features()[0];
            return IntStream.range(0, found.length).allMatch(i -> Math.abs(found[i] - TRIAL_RESULT) < TRIAL_ERROR);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Convolutions in every form: with a ReLU and without, giving bytes, floats or a sum, of all channels or of each alone.
     * Where the first one gives 1, both sums double it.
     */
    static Network trial() {
        Extent one = Extent.of(1, 1);
        Layer relu = new Layer.Relu();
        Layer channels = conv(CHANNELS, CHANNELS, one, 1);
        return new Network(List.of(new Node("clip", new Layer.Input(1), List.of()),
            new Node("first.conv", conv(1, CHANNELS, one, 1), List.of(0)), new Node("first.relu", relu, List.of(1)),
            new Node("alone.conv", conv(CHANNELS, CHANNELS, Extent.of(1, 3), CHANNELS), List.of(2)),
            new Node("alone.relu", relu, List.of(3)),
            new Node("bytes.conv", channels, List.of(4)), new Node("bytes.relu", relu, List.of(5)),
            new Node("sum.conv", conv(CHANNELS, CHANNELS, Extent.of(3, 1), 1), List.of(6)),
            new Node("sum", new Layer.Add(), List.of(2, 7)), new Node("sum.relu", relu, List.of(8)),
            new Node("plain.sum.conv", channels, List.of(9)), new Node("plain.sum", new Layer.Add(), List.of(9, 10)),
            new Node("plain.bytes.conv", channels, List.of(11)), new Node("floats.conv", channels, List.of(12)),
            new Node("floats.relu", relu, List.of(13)), new Node("plain.floats.conv", channels, List.of(12)),
            new Node("results", new Layer.Concatenation(), List.of(14, 15)),
            new Node("pool", new Layer.AveragePool(), List.of(16))), Labels.ONE);
    }

    private static Layer conv(int in, int out, Extent kernel, int groups) {
        return new Layer.Convolution(in, out, kernel, Extent.of(1, 1), kernel.same(), 1, groups, true);
    }

    @Override
    NDList run(NDManager step, ByteBuffer bytes, float[] boxes, long[] shape) {
        NDArray clips = step.create(bytes, new Shape(shape), DataType.UINT8);
        if (Arrays.equals(shape, packedFor)) {
            return module.run(step, "predict", TorchNetwork.arguments(step, clips, boxes, learned, kept, packed));
        }
        NDList results = module.run(step, "prepare", TorchNetwork.arguments(step, clips, boxes, learned, kept));
        if (Arrays.equals(shape, 1, shape.length, packedFor, Math.min(1, packedFor.length), packedFor.length)
            && shape[0] < packedFor[0]) {
            // a last batch with fewer clips is not worth keeping its weights
            return results;
        }
        packed.forEach(NDArray::close);
        packed = new ArrayList<>(results.subNDList(2));
        packed.forEach(weight -> weight.attach(manager));
        packedFor = shape;
        return results;
    }
}
