package org.videoaction.model.detection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.videoaction.model.format.LittleEndian;
import org.videoaction.model.format.ProtobufMessage;
import org.videoaction.model.format.TorchArchiveWriter;
import org.videoaction.model.format.TorchPickle;

/**
 * A detector of known weights: it finds bright shapes of up to 16 pixels in pictures of 160 x 96. Each color by itself, the
 * light within 16 pixels round each eighth pixel has a sum, a middle and a variance, which are those of a rectangle's sides. A
 * cell is sure where the middle is nearly its own and the light is that of 220 pixels. The output is that of YOLOv5: of each cell three rows of a box in
 * pixels, how sure it is, and 1 for the only class.
 */
public final class BrightShapes {

    static final int WIDTH = 160;
    static final int HEIGHT = 96;
    private static final int STRIDE = 8;
    private static final int WINDOW = 32;
    private static final int MOMENTS = 3;
    private static final int COLORS = 3;
    private static final int CELLS = WIDTH / STRIDE * (HEIGHT / STRIDE);
    private static final int VALUES = 6;
    /** The cells of the coarser grids see nothing. */
    private static final int COARSE = 3 * (WIDTH / 16 * (HEIGHT / 16) + WIDTH / 32 * (HEIGHT / 32));

    private BrightShapes() {
    }

    /** The powers of the distance from a window's middle, so many times. */
    private static float[] kernels(int times) {
        float[] kernels = new float[times * MOMENTS * WINDOW];
        for (int i = 0; i < kernels.length; i++) {
            double distance = i % WINDOW + 0.5 - WINDOW / 2.0;
            kernels[i] = (float) Math.pow(distance, i / WINDOW % MOMENTS);
        }
        return kernels;
    }

    /** The middles of cells along one axis. */
    private static float[] middles(boolean across) {
        float[] middles = new float[CELLS];
        int row = WIDTH / STRIDE;
        for (int cell = 0; cell < CELLS; cell++) {
            middles[cell] = STRIDE * (across ? cell % row : cell / row) + STRIDE / 2f;
        }
        return middles;
    }

    /** As an ONNX file. */
    public static byte[] onnx() throws IOException {
        ProtobufMessage graph = new ProtobufMessage();
        tensor(graph, "half", new float[] {0.5f});
        tensor(graph, "rows", kernels(COLORS), COLORS * MOMENTS, 1, 1, WINDOW);
        tensor(graph, "columns", kernels(COLORS * MOMENTS), COLORS * MOMENTS * MOMENTS, 1, WINDOW, 1);
        tensor(graph, "x", middles(true), 1, 1, CELLS);
        tensor(graph, "y", middles(false), 1, 1, CELLS);
        tensor(graph, "coarse", new float[COARSE * VALUES], 1, COARSE, VALUES);
        for (float value : new float[] {1e-6f, 12, 1, 2, -0.25f, 1 / 110f, 0}) {
            tensor(graph, "c" + value, new float[] {value});
        }
        integers(graph, "split", 1, COLORS, MOMENTS * MOMENTS, CELLS);
        integers(graph, "joined", 1, COLORS * CELLS, VALUES);
        integers(graph, "last", 3);
        node(graph, "Sub", "above", List.of("images", "half"));
        node(graph, "Relu", "light", List.of("above"));
        node(graph, "Conv", "across", List.of("light", "rows"), ints("kernel_shape", 1, WINDOW), ints("strides", 1, STRIDE),
            ints("pads", 0, 12, 0, 12), integer("group", COLORS));
        node(graph, "Conv", "windows", List.of("across", "columns"), ints("kernel_shape", WINDOW, 1),
            ints("strides", STRIDE, 1), ints("pads", 12, 0, 12, 0), integer("group", COLORS * MOMENTS));
        node(graph, "Reshape", "moments", List.of("windows", "split"));
        for (int moment : new int[] {0, 1, 2, 3, 6}) {
            index(graph, "i" + moment, moment);
            node(graph, "Gather", "m" + moment, List.of("moments", "i" + moment), integer("axis", 2));
        }
        node(graph, "Add", "sum", List.of("m0", "c1.0E-6"));
        side(graph, "x", "m3", "m6");
        side(graph, "y", "m1", "m2");
        node(graph, "Abs", "abs_x", List.of("mean_x"));
        node(graph, "Abs", "abs_y", List.of("mean_y"));
        node(graph, "Max", "off", List.of("abs_x", "abs_y"));
        node(graph, "Mul", "less", List.of("off", "c-0.25"));
        node(graph, "Add", "near_2", List.of("less", "c2.0"));
        node(graph, "Relu", "near_positive", List.of("near_2"));
        node(graph, "Min", "near", List.of("near_positive", "c1.0"));
        node(graph, "Mul", "bright", List.of("sum", "c" + 1 / 110f));
        node(graph, "Min", "there", List.of("bright", "c1.0"));
        node(graph, "Mul", "score", List.of("near", "there"));
        node(graph, "Mul", "nothing", List.of("score", "c0.0"));
        node(graph, "Add", "class", List.of("nothing", "c1.0"));
        List<String> columns = List.of("middle_x", "middle_y", "side_x", "side_y", "score", "class");
        columns.forEach(column -> node(graph, "Unsqueeze", column + "_u", List.of(column, "last")));
        node(graph, "Concat", "boxes", columns.stream().map(column -> column + "_u").toList(), integer("axis", 3));
        node(graph, "Reshape", "fine", List.of("boxes", "joined"));
        node(graph, "Concat", "output", List.of("fine", "coarse"), integer("axis", 1));
        graph.text(2, "bright shapes");
        graph.message(11, type("images", 1, COLORS, HEIGHT, WIDTH));
        graph.message(12, type("output", 1, COLORS * CELLS + COARSE, VALUES));
        return file(graph);
    }

    static byte[] file(ProtobufMessage graph) throws IOException {
        ProtobufMessage model = new ProtobufMessage().integer(1, 8).message(7, graph)
            .message(8, new ProtobufMessage().integer(2, 17));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.writeTo(bytes);
        return bytes.toByteArray();
    }

    /** Mean and variance along an axis as middle and length of a rectangle of pixels: (length^2 - 1) / 12 is its variance. */
    private static void side(ProtobufMessage graph, String axis, String first, String second) {
        node(graph, "Div", "mean_" + axis, List.of(first, "sum"));
        node(graph, "Add", "middle_" + axis, List.of("mean_" + axis, axis));
        node(graph, "Div", "square_" + axis, List.of(second, "sum"));
        node(graph, "Mul", "mean2_" + axis, List.of("mean_" + axis, "mean_" + axis));
        node(graph, "Sub", "variance_" + axis, List.of("square_" + axis, "mean2_" + axis));
        node(graph, "Mul", "twelve_" + axis, List.of("variance_" + axis, "c12.0"));
        node(graph, "Add", "length2_" + axis, List.of("twelve_" + axis, "c1.0"));
        node(graph, "Relu", "positive_" + axis, List.of("length2_" + axis));
        node(graph, "Sqrt", "side_" + axis, List.of("positive_" + axis));
    }

    static void node(ProtobufMessage graph, String type, String result, List<String> inputs,
        ProtobufMessage... attributes) {
        ProtobufMessage node = new ProtobufMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, result).text(3, result).text(4, type);
        for (ProtobufMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
    }

    static ProtobufMessage integer(String name, long value) {
        return new ProtobufMessage().text(1, name).integer(3, value).integer(20, 2);
    }

    private static ProtobufMessage ints(String name, long... values) {
        ProtobufMessage attribute = new ProtobufMessage().text(1, name);
        Arrays.stream(values).forEach(value -> attribute.integer(8, value));
        return attribute.integer(20, 7);
    }

    static void tensor(ProtobufMessage graph, String name, float[] values, long... shape) {
        graph.message(5, header(name, 1, shape).floats(9, values));
    }

    static void integers(ProtobufMessage graph, String name, long... values) {
        graph.message(5, header(name, 7, values.length).data(9, LittleEndian.int64(values)));
    }

    private static void index(ProtobufMessage graph, String name, long value) {
        graph.message(5, header(name, 7).data(9, LittleEndian.int64(value)));
    }

    private static ProtobufMessage header(String name, int type, long... shape) {
        ProtobufMessage tensor = new ProtobufMessage();
        Arrays.stream(shape).forEach(side -> tensor.integer(1, side));
        return tensor.integer(2, type).text(8, name);
    }

    static ProtobufMessage type(String name, long... shape) {
        return typed(name, 1, shape);
    }

    /** @param number of ONNX's type: 1 floats, 7 integers; sides below 0 are open */
    static ProtobufMessage typed(String name, int number, long... shape) {
        ProtobufMessage sides = new ProtobufMessage();
        Arrays.stream(shape).forEach(side -> sides.message(1,
            side < 0 ? new ProtobufMessage().text(2, "any") : new ProtobufMessage().integer(1, side)));
        return new ProtobufMessage().text(1, name).message(2,
            new ProtobufMessage().message(1, new ProtobufMessage().integer(1, number).message(2, sides)));
    }

    /** As a TorchScript file. */
    public static byte[] torchScript() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TorchArchiveWriter archive = new TorchArchiveWriter(bytes, "network");
        new TorchPickle().global("__torch__", "Network").object().emptyMap().beginEntries()
            .text("rows").tensor(kernels(COLORS), List.of(COLORS * MOMENTS, 1, 1, WINDOW))
            .text("columns").tensor(kernels(COLORS * MOMENTS), List.of(COLORS * MOMENTS * MOMENTS, 1, WINDOW, 1))
            .text("x").tensor(middles(true), List.of(1, 1, CELLS)).text("y").tensor(middles(false), List.of(1, 1, CELLS))
            .text("coarse").tensor(new float[COARSE * VALUES], List.of(1, COARSE, VALUES))
            .text("training").no().endEntries().endState().store(archive);
        archive.store("code/__torch__.py", script().getBytes(StandardCharsets.UTF_8));
        archive.store("constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
        archive.store("version", "3\n".getBytes(StandardCharsets.UTF_8));
        archive.finish();
        return bytes.toByteArray();
    }

    private static String script() {
        return String.join("\n", "class Network(Module):",
            "  __parameters__ = [\"rows\", \"columns\", \"x\", \"y\", \"coarse\", ]", "  __buffers__ = []",
            "  rows : Tensor",
            "  columns : Tensor", "  x : Tensor", "  y : Tensor", "  coarse : Tensor", "  training : bool",
            "  def forward(self: __torch__.Network, images: Tensor) -> Tensor:",
            "    light = torch.relu(torch.sub(images, 0.5))",
            "    across = torch.conv2d(light, self.rows, None, [1, 8], [0, 12], [1, 1], 3)",
            "    windows = torch.conv2d(across, self.columns, None, [8, 1], [12, 0], [1, 1], 9)",
            "    moments = torch.reshape(windows, [1, 3, 9, " + CELLS + "])",
            "    sum = torch.add(torch.select(moments, 2, 0), 9.9999999999999995e-07)",
            side("x", 3, 6), side("y", 1, 2),
            "    off = torch.maximum(torch.abs(mean_x), torch.abs(mean_y))",
            "    near = torch.clamp(torch.add(torch.mul(off, -0.25), 2.), 0., 1.)",
            "    score = torch.mul(near, torch.clamp(torch.div(sum, 110.), 0., 1.))",
            "    one = torch.add(torch.mul(score, 0.), 1.)",
            "    boxes = torch.stack([torch.add(mean_x, self.x), torch.add(mean_y, self.y), side_x, side_y, score, one], 3)",
            "    return torch.cat([torch.reshape(boxes, [1, " + COLORS * CELLS + ", 6]), self.coarse], 1)", "");
    }

    private static String side(String axis, int first, int second) {
        return String.join("\n",
            "    mean_" + axis + " = torch.div(torch.select(moments, 2, " + first + "), sum)",
            "    square_" + axis + " = torch.div(torch.select(moments, 2, " + second + "), sum)",
            "    variance_" + axis + " = torch.sub(square_" + axis + ", torch.mul(mean_" + axis + ", mean_" + axis + "))",
            "    side_" + axis + " = torch.sqrt(torch.relu(torch.add(torch.mul(variance_" + axis + ", 12.), 1.)))");
    }
}
