package org.videoaction.model.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.pickle.PickleText;

/**
 * Hugging Face's safetensors format: eight bytes that say how long a JSON header is, the header with the type, shape and place
 * of each tensor, then the numbers, all little-endian.
 */
public final class SafeTensorsFormat {

    private static final String METADATA = "__metadata__";
    /** The format's own limit. */
    private static final int MAX_LENGTH = 100_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private SafeTensorsFormat() {
    }

    /** A tensor's type and place, counted from the end of the header. */
    private record Entry(String name, NumberType type, List<Long> shape, long start, long end) {

        Tensor tensor(ByteBuffer data) throws IOException {
            ByteBuffer bytes = data.slice((int) start, (int) (end - start)).order(ByteOrder.LITTLE_ENDIAN);
            return Tensor.whole(Storage.of(type, bytes.remaining() / type.bytes(), bytes), shape);
        }
    }

    /**
     * The tensors of a file, in the order of their data.
     *
     * @throws IOException when it is damaged, or its tensors overlap, leave gaps or do not end with the file
     */
    public static Map<String, Tensor> read(ByteBuffer file) throws IOException {
        if (file.remaining() < Long.BYTES) {
            throw new EOFException("the weights end within the length of their header");
        }
        byte[] json = new byte[length(file.order(ByteOrder.LITTLE_ENDIAN).getLong(), file.remaining())];
        file.get(json);
        ByteBuffer data = file.slice();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries(json, data.remaining())) {
            tensors.put(entry.name(), entry.tensor(data));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * Writes tensors of 32-bit floats.
     *
     * @param shapes by their names, in the order of the data
     * @param values of each of them, in C order
     */
    public static void write(OutputStream out, Map<String, List<Integer>> shapes, Map<String, float[]> values)
        throws IOException {
        Map<String, Map<String, Object>> header = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
            long end = offset + (long) values.get(tensor.getKey()).length * Float.BYTES;
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", "F32");
            entry.put("shape", tensor.getValue());
            entry.put("data_offsets", List.of(offset, end));
            header.put(tensor.getKey(), entry);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(json, (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        // readers that map the file want its numbers aligned
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        out.write(LittleEndian.int64(padded.length));
        out.write(padded);
        for (String name : shapes.keySet()) {
            LittleEndian.write(values.get(name), out);
        }
    }

    private static int length(long length, long rest) throws IOException {
        if (length < 2 || length > rest || length > MAX_LENGTH) {
            String impossible = "the header of the weights has an impossible length of " + Long.toUnsignedString(length)
                + " bytes; " + rest + " bytes follow";
            throw length > rest && length <= MAX_LENGTH ? new EOFException(impossible) : new IOException(impossible);
        }
        return (int) length;
    }

    private static List<Entry> entries(byte[] json, long data) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> tensor : tree(json).properties()) {
            if (!tensor.getKey().equals(METADATA)) {
                entries.add(entry(tensor.getKey(), tensor.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : entries) {
            if (entry.start() != position) {
                throw new IOException("the tensor " + PickleText.shortened(entry.name()) + " begins at byte " + entry.start()
                    + " of the data; the one before ends at " + position + ", and there may be neither gap nor overlap");
            }
            position = entry.end();
        }
        if (position != data) {
            String sizes = "its tensors have " + position + " bytes, but " + data + " bytes of data are there";
            throw position > data ? new EOFException(sizes) : new IOException(sizes);
        }
        return entries;
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("the header of the weights is damaged: " + e.getOriginalMessage(), e);
        }
        throw new IOException("the header of the weights is damaged: it is no JSON object");
    }

    private static Entry entry(String name, JsonNode tensor) throws IOException {
        String shown = "the tensor " + PickleText.shortened(name);
        List<Long> offsets = integers(shown, tensor.get("data_offsets"));
        List<Long> shape = integers(shown, tensor.get("shape"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new IOException(shown + " has the impossible place " + offsets);
        }
        String typeName = tensor.path("dtype").asText();
        NumberType type = NumberType.ofSafetensors(typeName);
        if (type == null) {
            throw new IOException(shown + " has the type " + PickleText.shortened(typeName) + ", which cannot be read");
        }
        long bytes = offsets.get(1) - offsets.get(0);
        if (bytes != Tensor.size(shape) * type.bytes()) {
            throw new IOException(shown + " of " + typeName + " " + shape + " has " + bytes + " bytes");
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> integers(String shown, JsonNode array) throws IOException {
        List<Long> integers = new ArrayList<>();
        if (array != null && array.isArray()) {
            for (JsonNode item : array) {
                if (!item.isIntegralNumber() || !item.canConvertToLong() || item.asLong() < 0) {
                    throw new IOException(shown + " has " + PickleText.shortened(item.toString())
                        + " where a size or a place belongs");
                }
                integers.add(item.asLong());
            }
            return integers;
        }
        throw new IOException(shown + " has no shape or no place");
    }
}
