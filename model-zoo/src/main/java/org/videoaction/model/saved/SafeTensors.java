package org.videoaction.model.saved;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.format.SafeTensorsFormat;
import org.videoaction.model.format.Tensor;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/** Weights in Hugging Face's safetensors format, under our names; written as 32-bit floats. */
public final class SafeTensors {

    private SafeTensors() {
    }

    /** Writes a tensor for each parameter of the network, in its order. */
    public static void write(OutputStream out, Network network, Weights weights) throws IOException {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            shapes.put(parameter.name(), parameter.shape());
            values.put(parameter.name(), weights.of(parameter));
        }
        SafeTensorsFormat.write(out, shapes, values);
    }

    /** @throws IOException when the file is damaged, or its tensors are not the network's */
    public static Weights read(ByteBuffer file, Network network) throws IOException {
        Map<String, Tensor> tensors = SafeTensorsFormat.read(file);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            Tensor tensor = tensors.get(parameter.name());
            if (tensor == null) {
                throw new IOException("the weights lack the tensor " + parameter.name());
            }
            if (!parameter.shape().equals(tensor.shape())) {
                throw new IOException("the tensor " + parameter.name() + " is " + tensor.shape() + "; the network needs "
                    + parameter.shape());
            }
            values.put(parameter.name(), tensor.values());
        }
        if (tensors.size() > values.size()) {
            throw new IOException("the weights have " + tensors.size() + " tensors; the network needs " + values.size());
        }
        return new Weights(values);
    }
}
