package org.videoaction.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of Hugging Face's safetensors format: JSON with the type, shape and place of each tensor in the data behind it.
 *
 * @param tensors in the order of their data
 */
public record SafeTensorsHeader(Map<String, Entry> tensors) {

    private static final String METADATA = "__metadata__";
    /** The format's own limit. */
    private static final int MAX_LENGTH = 100_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * A tensor's place.
     *
     * @param type for example F32
     * @param start where its bytes begin, counted from the end of the header
     * @param end where they end
     */
    public record Entry(String type, List<Long> shape, long start, long end) {
    }

    /**
     * The length of a header, in bytes.
     *
     * @param length what the file's first eight bytes say
     * @param rest how many bytes follow them
     * @throws IOException when that cannot be
     */
    public static int length(long length, long rest) throws IOException {
        if (length < 2 || length > rest || length > MAX_LENGTH) {
            throw new IOException("the header of the weights has an impossible length of " + Long.toUnsignedString(length)
                + " bytes; " + rest + " bytes follow");
        }
        return (int) length;
    }

    /**
     * Reads a header.
     *
     * @param data how many bytes follow it
     * @throws IOException when it is damaged, or its tensors overlap, leave gaps or do not end with the data
     */
    public static SafeTensorsHeader parse(byte[] json, long data) throws IOException {
        List<Map.Entry<String, Entry>> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> tensor : tree(json).properties()) {
            if (!tensor.getKey().equals(METADATA)) {
                entries.add(Map.entry(tensor.getKey(), entry(tensor.getKey(), tensor.getValue())));
            }
        }
        entries.sort(Comparator.comparingLong((Map.Entry<String, Entry> tensor) -> tensor.getValue().start())
            .thenComparingLong(tensor -> tensor.getValue().end()));
        Map<String, Entry> tensors = new LinkedHashMap<>();
        long position = 0;
        for (Map.Entry<String, Entry> tensor : entries) {
            if (tensor.getValue().start() != position) {
                throw new IOException("the tensor " + tensor.getKey() + " begins at byte " + tensor.getValue().start()
                    + " of the data; the one before ends at " + position + ", and there may be neither gap nor overlap");
            }
            position = tensor.getValue().end();
            tensors.put(tensor.getKey(), tensor.getValue());
        }
        if (position != data) {
            throw new IOException("its tensors have " + position + " bytes, but " + data + " bytes of data are there");
        }
        return new SafeTensorsHeader(tensors);
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
        List<Long> offsets = integers(name, tensor.get("data_offsets"));
        List<Long> shape = integers(name, tensor.get("shape"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new IOException("the tensor " + name + " has the impossible place " + offsets);
        }
        Entry entry = new Entry(tensor.path("dtype").asText(), shape, offsets.get(0), offsets.get(1));
        NumberType type = NumberType.ofSafetensors(entry.type());
        if (type == null) {
            throw new IOException("the tensor " + name + " has the type " + PickleText.shortened(entry.type())
                + ", which cannot be read");
        }
        if (entry.end() - entry.start() != Tensor.size(shape) * type.bytes()) {
            throw new IOException("the tensor " + name + " of " + entry.type() + " " + shape + " has "
                + (entry.end() - entry.start()) + " bytes");
        }
        return entry;
    }

    private static List<Long> integers(String name, JsonNode array) throws IOException {
        List<Long> integers = new ArrayList<>();
        if (array != null && array.isArray()) {
            for (JsonNode item : array) {
                if (!item.isIntegralNumber() || !item.canConvertToLong() || item.asLong() < 0) {
                    throw new IOException("the tensor " + name + " has " + PickleText.shortened(item.toString())
                        + " where a size or a place belongs");
                }
                integers.add(item.asLong());
            }
            return integers;
        }
        throw new IOException("the tensor " + name + " has no shape or no place");
    }
}
