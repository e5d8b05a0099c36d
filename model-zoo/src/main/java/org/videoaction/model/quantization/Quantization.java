package org.videoaction.model.quantization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.network.Network;

/**
 * What a model carries so that it computes in 8-bit integers. The scales of weights follow from the weights.
 *
 * @param exact names of convolutions that stay in 32-bit floats, beside those that always do
 * @param ranges those of results, by the names of their layers
 */
public record Quantization(List<String> exact, Map<String, Range> ranges) {

    public Quantization {
        exact = List.copyOf(exact);
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
    }

    /**
     * How a network computes with it.
     *
     * @param folded the network, its batch normalisation folded
     * @throws IllegalArgumentException when it is that of another network
     */
    public QuantizedGraph graph(Network folded) {
        QuantizedGraph graph = new QuantizedGraph(folded, exact);
        for (int node : graph.ranged()) {
            String name = folded.nodes().get(node).name();
            if (!ranges.containsKey(name)) {
                throw new IllegalArgumentException("the quantization is of another network: it has no range for the layer "
                    + name + ". Quantize the model again with the Video Model Quantizer");
            }
        }
        return graph;
    }
}
