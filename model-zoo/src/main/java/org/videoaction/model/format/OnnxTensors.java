package org.videoaction.model.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors of an ONNX file and what it says about itself; the field numbers are those of {@code onnx.proto}. */
record OnnxTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_METADATA = 14;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_SIDES = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_FLOATS = 4;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW = 9;
    private static final int TENSOR_LOCATION = 14;
    private static final int MAX_DIMENSIONS = 64;

    /** Whether bytes may be an ONNX file: it starts with the number of its format, which is small. */
    static boolean begins(ByteBuffer bytes) {
        return bytes.remaining() > 2 && bytes.get(0) == 0x08 && bytes.get(1) > 0 && bytes.get(1) < 64;
    }

    /** @throws IOException when it is damaged, or its numbers lie in other files */
    static OnnxTensors read(ByteBuffer file) throws IOException {
        OnnxTensors found = new OnnxTensors(new LinkedHashMap<>(), new LinkedHashMap<>());
        ProtobufReader model = new ProtobufReader(file);
        while (model.next()) {
            switch (model.field()) {
                case MODEL_GRAPH -> found.readGraph(new ProtobufReader(model.bytes()));
                case MODEL_METADATA -> found.readEntry(new ProtobufReader(model.bytes()));
                default -> model.skip();
            }
        }
        return found;
    }

    private void readEntry(ProtobufReader entry) throws IOException {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case ENTRY_KEY -> key = entry.text();
                case ENTRY_VALUE -> value = entry.text();
                default -> entry.skip();
            }
        }
        metadata.put(key, value);
    }

    private void readGraph(ProtobufReader graph) throws IOException {
        while (graph.next()) {
            if (graph.field() == GRAPH_INITIALIZER) {
                readTensor(new ProtobufReader(graph.bytes()));
            } else {
                graph.skip();
            }
        }
    }

    private void readTensor(ProtobufReader tensor) throws IOException {
        List<Long> shape = new ArrayList<>();
        String name = "";
        long type = 0;
        ByteBuffer numbers = null;
        while (tensor.next()) {
            switch (tensor.field()) {
                case TENSOR_SIDES -> addSides(tensor, shape);
                case TENSOR_TYPE -> type = tensor.integer();
                case TENSOR_NAME -> name = tensor.text();
                case TENSOR_FLOATS, TENSOR_RAW -> numbers = tensor.bytes();
                case TENSOR_LOCATION -> requireInside(tensor.integer());
                default -> tensor.skip();
            }
        }
        NumberType numberType = NumberType.ofOnnx(type);
        if (numberType != null && numbers != null) {
            tensors.put(name, Tensor.whole(Storage.of(numberType, Tensor.size(shape), numbers), shape));
        }
    }

    private static void addSides(ProtobufReader tensor, List<Long> shape) throws IOException {
        if (!tensor.holdsBytes()) {
            shape.add(tensor.integer());
        } else {
            tensor.skip();
        }
        if (shape.size() > MAX_DIMENSIONS) {
            throw new IOException("a tensor of it has more than " + MAX_DIMENSIONS + " dimensions");
        }
    }

    private static void requireInside(long location) throws IOException {
        if (location != 0) {
            throw new IOException("its tensors lie in other files; write it in one piece");
        }
    }
}
