package org.videoaction.model.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A pickle, written opcode by opcode as Python's pickler of protocol 2 does it. */
public final class WrittenPickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public WrittenPickle() {
        raw(0x80, 2);
    }

    /** Any bytes. */
    public WrittenPickle raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    /** Bytes given as characters. */
    public WrittenPickle raw(String latin) {
        bytes.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public WrittenPickle global(String module, String name) {
        return raw("c" + module + "\n" + name + "\n");
    }

    public WrittenPickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        raw('X').littleEndian(utf8.length, 4);
        bytes.writeBytes(utf8);
        return this;
    }

    public WrittenPickle integer(long value) {
        return value == (int) value ? raw('J').littleEndian(value, 4) : raw(0x8a, 8).littleEndian(value, 8);
    }

    public WrittenPickle integers(List<? extends Number> values) {
        raw("(");
        values.forEach(value -> integer(value.longValue()));
        return raw("t");
    }

    public WrittenPickle littleEndian(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >> 8 * i));
        }
        return this;
    }

    /** A call of torch that views a storage. */
    public WrittenPickle tensor(String type, String key, long count, long offset, List<? extends Number> shape,
        List<? extends Number> strides) {
        global("torch._utils", "_rebuild_tensor_v2").raw("((").text("storage").global("torch", type + "Storage").text(key)
            .text("cpu").integer(count).raw("tQ").integer(offset).integers(shape).integers(strides).raw(0x89);
        return global("collections", "OrderedDict").raw(")RtR");
    }

    /** A numpy array of 32-bit floats, its bytes as a Python 2 string. */
    public WrittenPickle array(List<Integer> shape, float... values) {
        global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray").raw('K', 0, 0x85).raw("U\1b").raw(0x87)
            .raw("R(K\1").integers(shape).global("numpy", "dtype").raw("U\2f4K\0K\1").raw(0x87).raw("R(K\3U\1<NNN")
            .integer(-1).integer(-1).raw("K\0tb").raw(0x89, 'T').littleEndian(4L * values.length, 4);
        bytes.writeBytes(floats(values));
        return raw("tb");
    }

    /** Ends the pickle. */
    public byte[] stop() {
        raw(".");
        return bytes.toByteArray();
    }

    /** Strides of C order. */
    public static List<Integer> strides(List<Integer> shape) {
        Integer[] strides = new Integer[shape.size()];
        int stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.get(i);
        }
        return List.of(strides);
    }

    /** A dictionary of arrays under {@code blobs}, as Caffe2's code bases write it. */
    public static byte[] ofArrays(Map<String, List<Integer>> shapes, Map<String, float[]> values) {
        WrittenPickle pickle = new WrittenPickle().raw("}").text("blobs").raw("}(");
        shapes.forEach((name, shape) -> pickle.text(name).array(shape, values.get(name)));
        return pickle.raw("us").stop();
    }

    /** A state dict under {@code state_dict}, whose storages are numbered in its order. */
    public static byte[] ofTensors(Map<String, List<Integer>> shapes) {
        WrittenPickle pickle = new WrittenPickle().raw("}").text("state_dict").global("collections", "OrderedDict")
            .raw(")R(");
        int key = 0;
        for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
            int count = tensor.getValue().stream().reduce(1, (a, b) -> a * b);
            pickle.text(tensor.getKey()).tensor("Float", String.valueOf(key++), count, 0, tensor.getValue(),
                strides(tensor.getValue()));
        }
        return pickle.raw("us").stop();
    }

    public static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}
