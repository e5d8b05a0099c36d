package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.quantization.ChannelWeights;
import org.videoaction.model.quantization.QuantizedGraph;

/**
 * The tensors that {@link QuantizedScript} takes: those of the network in its order, the weights of convolutions in bytes with
 * the two dimensions that they cover; and behind the running statistics, for each of these convolutions, the scales of its
 * channels and as many zeros.
 */
final class QuantizedTensors {

    static final int PER_CONVOLUTION = 2;

    private final NDManager manager;
    private final Folded folded;

    QuantizedTensors(NDManager manager, Folded folded) {
        this.manager = manager;
        this.folded = folded;
    }

    /** The place of the first scales among the running statistics. */
    static int firstScale(Network network) {
        return (int) network.parameters().stream().filter(parameter -> !parameter.role().learned()).count();
    }

    /** Makes all of them. */
    void upload(QuantizedGraph graph, List<NDArray> learned, List<NDArray> kept) {
        for (int i = 0; i < folded.network().nodes().size(); i++) {
            Node node = folded.network().nodes().get(i);
            for (Parameter parameter : node.parameters()) {
                boolean bytes = graph.computesInBytes(i) && parameter.role() == Parameter.Role.CONVOLUTION_WEIGHT;
                (parameter.role().learned() ? learned : kept)
                    .add(bytes ? weights((Layer.Convolution) node.layer(), parameter)
                        : floats(parameter));
            }
        }
        for (int convolution : graph.convolutions()) {
            Node node = folded.network().nodes().get(convolution);
            float[] scales = rounded((Layer.Convolution) node.layer(), node.parameters().get(0)).scales();
            kept.add(manager.create(scales));
            kept.add(manager.create(new int[scales.length]));
        }
    }

    /** Makes those of a network in floats. */
    void upload(List<NDArray> learned, List<NDArray> kept) {
        folded.network().parameters()
            .forEach(parameter -> (parameter.role().learned() ? learned : kept).add(floats(parameter)));
    }

    private NDArray floats(Parameter parameter) {
        return manager.create(folded.of(parameter),
            new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray()));
    }

    private ChannelWeights rounded(Layer.Convolution conv, Parameter weight) {
        return ChannelWeights.of(folded.of(weight), conv.out());
    }

    private NDArray weights(Layer.Convolution conv, Parameter weight) {
        byte[] values = rounded(conv, weight).values();
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).put(values).rewind();
        int in = conv.in() / conv.groups();
        return manager.create(bytes, QuantizedGraph.coversSpace(conv)
            ? new Shape(conv.out(), in, conv.kernel().height(), conv.kernel().width())
            : new Shape(conv.out(), in, conv.kernel().time(), 1), DataType.INT8);
    }
}
