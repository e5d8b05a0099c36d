package org.videoaction.model.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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

    private static final String FLOAT = "F32";
    private static final ObjectMapper JSON = new ObjectMapper();

    private SafeTensors() {
    }

    private record Entry(String dtype, List<Integer> shape, @JsonProperty("data_offsets") List<Long> offsets) {}

    /** Writes a tensor for each parameter of the network, in its order. */
    public static void write(OutputStream out, Network network, Weights weights) throws IOException {
        Map<String, Entry> header = new LinkedHashMap<>();
        long offset = 0;
        for (Parameter parameter : network.parameters()) {
            long end = offset + parameter.size() * Float.BYTES;
            header.put(parameter.name(), new Entry(FLOAT, parameter.shape(), List.of(offset, end)));
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(json, (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        // readers that map the file want its numbers aligned
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        out.write(littleEndian(Long.BYTES).putLong(padded.length).array());
        out.write(padded);
        for (Parameter parameter : network.parameters()) {
            float[] values = weights.of(parameter);
            ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            out.write(bytes.array());
        }
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

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
