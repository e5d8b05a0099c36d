package org.videoaction.model.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the pickles of torch's files: maps of texts and tensors. A tensor is a call of {@code _rebuild_tensor_v2} on a
 * storage, whose bytes are an entry of their own.
 */
public final class TorchPickle {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<float[]> storages = new ArrayList<>();

    public TorchPickle() {
        out.write(0x80);
        out.write(2);
    }

    /** A class or function. */
    public TorchPickle global(String module, String name) {
        return opcode('c').line(module).line(name);
    }

    /** A call without arguments of what was written last. */
    public TorchPickle call() {
        return opcode(')').opcode('R');
    }

    /** An object of the class that was written last; {@link #endState} follows the map of its attributes. */
    public TorchPickle object() {
        return opcode(')').opcode(0x81);
    }

    public TorchPickle endState() {
        return opcode('b');
    }

    public TorchPickle emptyMap() {
        return opcode('}');
    }

    /** Keys and values in turn, until {@link #endEntries}, go into the map that was written last. */
    public TorchPickle beginEntries() {
        return opcode('(');
    }

    public TorchPickle endEntries() {
        return opcode('u');
    }

    public TorchPickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return opcode('X').bytes(LittleEndian.int32(bytes.length)).bytes(bytes);
    }

    public TorchPickle no() {
        return opcode(0x89);
    }

    /** A tensor of float32 in C order. */
    public TorchPickle tensor(float[] values, List<Integer> shape) {
        global("torch._utils", "_rebuild_tensor_v2").opcode('(');
        opcode('(').text("storage").global("torch", "FloatStorage").text(Integer.toString(storages.size())).text("cpu")
            .integer(values.length).opcode('t').opcode('Q');
        storages.add(values);
        integer(0).tuple(shape).tuple(strides(shape)).no();
        return global("collections", "OrderedDict").call().opcode('t').opcode('R');
    }

    private static List<Integer> strides(List<Integer> shape) {
        List<Integer> strides = new ArrayList<>();
        int stride = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            strides.add(stride);
            stride *= shape.get(i);
        }
        Collections.reverse(strides);
        return strides;
    }

    /** Puts the pickle and the storages of its tensors into an archive. */
    public void store(TorchArchiveWriter archive) throws IOException {
        opcode('.');
        archive.store("data.pkl", out.toByteArray());
        for (int i = 0; i < storages.size(); i++) {
            float[] values = storages.get(i);
            archive.store("data/" + i, (long) values.length * Float.BYTES, entry -> LittleEndian.write(values, entry));
        }
    }

    private TorchPickle integer(int value) {
        return opcode('J').bytes(LittleEndian.int32(value));
    }

    private TorchPickle tuple(List<Integer> values) {
        opcode('(');
        values.forEach(this::integer);
        return opcode('t');
    }

    private TorchPickle line(String text) {
        return bytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private TorchPickle opcode(int code) {
        out.write(code);
        return this;
    }

    private TorchPickle bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }
}
