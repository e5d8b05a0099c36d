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
import java.util.List;
import java.util.Map;
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

    private static final double TRIAL_ERROR = 1e-6;

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

    /** Whether libtorch has what it takes, which a small network tries. */
    static boolean works() {
        Extent one = Extent.of(1, 1);
        Layer.Convolution conv = new Layer.Convolution(1, 1, one, one, one.same(), 1, 1, true);
        Network tiny = new Network(List.of(new Node("clip", new Layer.Input(1), List.of()),
            new Node("first.conv", conv, List.of(0)), new Node("first.relu", new Layer.Relu(), List.of(1)),
            new Node("conv", conv, List.of(2)), new Node("relu", new Layer.Relu(), List.of(3)),
            new Node("pool", new Layer.AveragePool(), List.of(4))), Labels.ONE);
        Weights weights = new Weights(Map.of("first.conv.weight", new float[] {1}, "first.conv.bias", new float[] {1},
            "conv.weight", new float[] {1}, "conv.bias", new float[] {0}));
        Quantization quantization = new Quantization(List.of(), Map.of("first.relu", new Range(0, 1)));
        try (QuantizedNetwork trial = new QuantizedNetwork(tiny, new Preprocessing(List.of(0.0), List.of(1.0)), weights,
            quantization)) {
            // what the pool takes is 1 x 1
            return Math.abs(trial.score(ByteBuffer.allocateDirect(1), 1, 1, 1, 1, 1).features()[0][0] - 1) < TRIAL_ERROR;
        } catch (RuntimeException e) {
            return false;
        }
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
