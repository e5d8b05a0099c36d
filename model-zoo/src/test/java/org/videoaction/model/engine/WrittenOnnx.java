package org.videoaction.model.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.videoaction.model.format.ProtobufMessage;

/** A small ONNX file, node by node, as other programs write them. */
public final class WrittenOnnx {

    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT64 = 7;

    private final ProtobufMessage graph = new ProtobufMessage();
    private final ProtobufMessage model = new ProtobufMessage().integer(1, 8);

    /** An attribute of a node. */
    public record Attribute(String name, Object value) {

        ProtobufMessage message() {
            ProtobufMessage message = new ProtobufMessage().text(1, name);
            if (value instanceof Integer number) {
                return message.integer(3, number).integer(20, 2);
            }
            for (int number : (int[]) value) {
                message.integer(8, number);
            }
            return message.integer(20, 7);
        }
    }

    public static Attribute attribute(String name, int value) {
        return new Attribute(name, value);
    }

    public static Attribute attribute(String name, int... values) {
        return new Attribute(name, values);
    }

    /** @param values the inputs' names and, last, the output's, parted by blanks */
    public WrittenOnnx node(String operator, String values, Attribute... attributes) {
        return node("", operator, values, attributes);
    }

    public WrittenOnnx node(String domain, String operator, String values, Attribute... attributes) {
        ProtobufMessage node = new ProtobufMessage();
        String[] names = values.split(" ");
        for (int i = 0; i < names.length; i++) {
            node.text(i == names.length - 1 ? 2 : 1, names[i]);
        }
        node.text(4, operator).text(7, domain);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        graph.message(1, node);
        return this;
    }

    public WrittenOnnx weight(String name, float[] values, int... shape) {
        graph.message(5, tensor(name, FLOAT, shape).floats(4, values));
        return this;
    }

    public WrittenOnnx integers(String name, long... values) {
        ProtobufMessage tensor = tensor(name, INT64, values.length);
        for (long value : values) {
            tensor.integer(7, value);
        }
        graph.message(5, tensor);
        return this;
    }

    /** Floats that lie in another file. */
    public WrittenOnnx elsewhere(String name, String file, long offset, long length, int... shape) {
        ProtobufMessage tensor = tensor(name, FLOAT, shape).message(13, entry("location", file))
            .message(13, entry("offset", "" + offset)).message(13, entry("length", "" + length)).integer(14, 1);
        graph.message(5, tensor);
        return this;
    }

    private static ProtobufMessage entry(String key, String value) {
        return new ProtobufMessage().text(1, key).text(2, value);
    }

    private static ProtobufMessage tensor(String name, int type, int... shape) {
        ProtobufMessage tensor = new ProtobufMessage();
        for (int side : shape) {
            tensor.integer(1, side);
        }
        return tensor.integer(2, type).text(8, name);
    }

    /** @param shape sides, or names of those that are open */
    public WrittenOnnx input(String name, int type, Object... shape) {
        graph.message(11, value(name, type, shape));
        return this;
    }

    public WrittenOnnx output(String name, int type, Object... shape) {
        graph.message(12, value(name, type, shape));
        return this;
    }

    private static ProtobufMessage value(String name, int type, Object... shape) {
        ProtobufMessage sides = new ProtobufMessage();
        for (Object side : shape) {
            sides.message(1, side instanceof Integer number ? new ProtobufMessage().integer(1, number)
                : new ProtobufMessage().text(2, (String) side));
        }
        return new ProtobufMessage().text(1, name).message(2,
            new ProtobufMessage().message(1, new ProtobufMessage().integer(1, type).message(2, sides)));
    }

    public Path write(Path file) throws IOException {
        graph.text(2, "graph");
        model.message(7, graph).message(8, new ProtobufMessage().integer(2, 17));
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
        return file;
    }
}
