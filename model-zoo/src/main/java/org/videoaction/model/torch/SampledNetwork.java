package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.quantization.QuantizedGraph;

/**
 * A network on the CPU, in floats or in bytes, that also shows some values of the results that are rounded in bytes; the same
 * places of both. For one thread at a time.
 */
public final class SampledNetwork implements AutoCloseable {

    private final ScriptModule module;
    private final NDManager manager;
    private final List<NDArray> learned = new ArrayList<>();
    private final List<NDArray> kept = new ArrayList<>();

    /**
     * What a clip gave.
     *
     * @param probabilities a row a clip or a box
     * @param values of each of {@link QuantizedGraph#ranged}, in their order
     */
    public record Sample(float[][] probabilities, List<float[]> values) {}

    private SampledNetwork(String script) {
        this.module = new ScriptModule(script, Device.cpu());
        this.manager = module.manager().newSubManager();
    }

    /** In floats. */
    public static SampledNetwork exact(Folded folded, Preprocessing preprocessing, QuantizedGraph graph) {
        SampledNetwork network = new SampledNetwork(
            new SampledScript(folded.network(), preprocessing, graph.ranged()).text());
        new QuantizedTensors(network.manager, folded).upload(network.learned, network.kept);
        return network;
    }

    /** In bytes, where {@link ScoringDevice#computesInBytes} says that libtorch can. */
    public static SampledNetwork inBytes(Folded folded, Preprocessing preprocessing, Quantization quantization) {
        QuantizedGraph graph = quantization.graph(folded.network());
        SampledNetwork network = new SampledNetwork(
            new QuantizedScript(graph, preprocessing, quantization.ranges()).text());
        new QuantizedTensors(network.manager, folded).upload(graph, network.learned, network.kept);
        return network;
    }

    /**
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param boxes as {@link ScoringNetwork#predict} takes them, null for a network that takes none
     */
    public Sample sample(ByteBuffer clips, float[] boxes, long... shape) {
        try (NDManager step = manager.newSubManager()) {
            NDArray bytes = step.create(clips, new Shape(shape), DataType.UINT8);
            NDList results = module.run(step, "sample", TorchNetwork.arguments(step, bytes, boxes, learned, kept));
            return new Sample(TorchNetwork.rows(results.get(0)),
                results.subNDList(2).stream().map(NDArray::toFloatArray).toList());
        }
    }

    @Override
    public void close() {
        manager.close();
        module.close();
    }
}
