package org.videoaction.model.saved;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/**
 * Weights as Hugging Face's safetensors format has them: eight bytes that say how long a JSON header is, the header with
 * each tensor's type, shape and place, then the values, all little-endian. Only 32-bit floats are read.
 */
public final class SafeTensors {

    private static final String FLOAT = "F32";
    private static final String METADATA = "__metadata__";
    private static final int MAX_HEADER = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SafeTensors() {
    }

    private record Entry(String dtype, List<Integer> shape, @JsonProperty("data_offsets") List<Long> offsets) {
    }

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
        out.write(littleEndian(Long.BYTES).putLong(json.length).array());
        out.write(json);
        for (Parameter parameter : network.parameters()) {
            float[] values = weights.of(parameter);
            ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            out.write(bytes.array());
        }
    }

    /** @throws IOException when the file is damaged or lacks a tensor of the network */
    public static Weights read(InputStream in, Network network) throws IOException {
        DataInputStream data = new DataInputStream(in);
        long length = Long.reverseBytes(data.readLong());
        if (length < 2 || length > MAX_HEADER) {
            throw new IOException("the header of the weights has an impossible length of " + length + " bytes");
        }
        Map<String, Entry> header = header(data.readNBytes((int) length));
        Map<String, float[]> values = new LinkedHashMap<>();
        long position = 0;
        for (Parameter parameter : network.parameters()) {
            Entry entry = header.get(parameter.name());
            check(parameter, entry, position);
            byte[] bytes = data.readNBytes((int) (parameter.size() * Float.BYTES));
            if (bytes.length < parameter.size() * Float.BYTES) {
                throw new IOException("the weights end within the tensor " + parameter.name());
            }
            float[] floats = new float[(int) parameter.size()];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
            values.put(parameter.name(), floats);
            position += bytes.length;
        }
        return new Weights(values);
    }

    private static Map<String, Entry> header(byte[] json) throws IOException {
        Map<String, Object> all = JSON.readValue(json, new TypeReference<>() { });
        all.remove(METADATA);
        return JSON.convertValue(all, new TypeReference<>() { });
    }

    private static void check(Parameter parameter, Entry entry, long position) throws IOException {
        if (entry == null) {
            throw new IOException("the weights lack the tensor " + parameter.name());
        }
        if (!FLOAT.equals(entry.dtype()) || !parameter.shape().equals(entry.shape())) {
            throw new IOException("the tensor " + parameter.name() + " is " + entry.dtype() + " " + entry.shape()
                + "; the network needs " + FLOAT + " " + parameter.shape());
        }
        if (!List.of(position, position + parameter.size() * Float.BYTES).equals(entry.offsets())) {
            throw new IOException("the tensor " + parameter.name() + " is not where it should be");
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
