package org.videoaction.model.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.videoaction.model.format.LittleEndian;
import org.videoaction.model.format.ProtobufMessage;
import org.videoaction.model.network.ActivationShape;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.LayerVisitor;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.Weights;

/**
 * A network as a graph of ONNX's operators (operator set 17). Values have the names of the layers that give them, weights
 * those of the network's parameters. A visit adds what computes a layer and gives the name of its result.
 */
final class OnnxGraph implements LayerVisitor<String> {

    /** Normalised clips, {@code N x 3 x T x H x W}. */
    static final String INPUT = "clip";
    /** Of detection networks, {@code K x 5}: the clip's place in the batch, then x1, y1, x2, y2 in pixels of the clip. */
    static final String BOXES = "boxes";
    /** {@code N x classes}, or {@code K x classes} of boxes. */
    static final String OUTPUT = "probabilities";

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_INTS = 7;
    private static final int CHANNELS = 1;
    private static final int TIME = 2;

    private final Network network;
    private final Weights weights;
    private final List<ActivationShape> shapes;
    private final ProtobufMessage graph = new ProtobufMessage();
    private final String[] values;

    private OnnxGraph(Network network, Weights weights, Extent clip) {
        this.network = network;
        this.weights = weights;
        this.shapes = ActivationShape.of(network, clip);
        this.values = new String[network.nodes().size()];
    }

    /**
     * The {@code GraphProto} of a network. N, H and W stay open; T is the clip's.
     *
     * @param clip the size of the clips that the network was made for
     */
    static ProtobufMessage of(String name, Network network, Weights weights, Extent clip) {
        return new OnnxGraph(network, weights, clip).write(name, clip);
    }

    private ProtobufMessage write(String name, Extent clip) {
        for (int i = 0; i < values.length; i++) {
            values[i] = network.nodes().get(i).accept(this);
        }
        String last = values[values.length - 1];
        if (network.givesProbabilities()) {
            operation("Identity", OUTPUT, List.of(last));
        } else {
            probabilities(OUTPUT, last, network.labels());
        }
        int classes = shapes.get(shapes.size() - 1).channels();
        graph.text(2, name);
        graph.message(11, tensorType(INPUT, "N", (long) shapes.get(0).channels(), (long) clip.time(), "H", "W"));
        if (network.detects()) {
            graph.message(11, tensorType(BOXES, "K", (long) Regions.BOX_VALUES));
        }
        graph.message(12, tensorType(OUTPUT, network.detects() ? "K" : "N", (long) classes));
        return graph;
    }

    private String input(Node node, int number) {
        return values[node.inputs().get(number)];
    }

    private List<String> inputs(Node node) {
        return node.inputs().stream().map(input -> values[input]).toList();
    }

    @Override
    public String input(Node node) {
        return INPUT;
    }

    @Override
    public String boxes(Node node) {
        return BOXES;
    }

    @Override
    public String convolution(Node node, Layer.Convolution conv) {
        return operation("Conv", node.name(), withTensors(node), ints("kernel_shape", conv.kernel()),
            ints("strides", conv.stride()), pads(conv.padding()),
            ints("dilations", new Extent(1, conv.dilation(), conv.dilation())), integer("group", conv.groups()));
    }

    @Override
    public String batchNorm(Node node, Layer.BatchNorm norm) {
        return operation("BatchNormalization", node.name(), withTensors(node), real("epsilon", (float) norm.epsilon()));
    }

    @Override
    public String relu(Node node) {
        return operation("Relu", node.name(), inputs(node));
    }

    @Override
    public String swish(Node node) {
        String sigmoid = operation("Sigmoid", node.name() + ".sigmoid", inputs(node));
        return operation("Mul", node.name(), List.of(input(node, 0), sigmoid));
    }

    @Override
    public String maxPool(Node node, Layer.MaxPool pool) {
        return operation("MaxPool", node.name(), inputs(node), ints("kernel_shape", pool.kernel()),
            ints("strides", pool.stride()), pads(pool.padding()));
    }

    @Override
    public String frameSelection(Node node, Layer.FrameSelection selection) {
        if (selection.rule() == FrameRule.STRIDE) {
            return everyFrame(node.name(), input(node, 0), 0, selection.step());
        }
        int frames = shapes.get(node.inputs().get(0)).size().time();
        long[] indices = IntStream.of(selection.rule().indices(frames, selection.step())).asLongStream().toArray();
        return operation("Gather", node.name(), List.of(input(node, 0), constant(node.name() + ".indices", indices)),
            integer("axis", TIME));
    }

    @Override
    public String timeToChannel(Node node, Layer.TimeToChannel packing) {
        List<String> parts = IntStream.range(0, packing.step())
            .mapToObj(first -> everyFrame(node.name() + ".frame" + first, input(node, 0), first, packing.step())).toList();
        return operation("Concat", node.name(), parts, integer("axis", CHANNELS));
    }

    @Override
    public String add(Node node) {
        return operation("Add", node.name(), inputs(node));
    }

    @Override
    public String concatenation(Node node) {
        return operation("Concat", node.name(), inputs(node), integer("axis", CHANNELS));
    }

    @Override
    public String attention(Node node, Layer.Attention attention) {
        String name = node.name();
        String positions = constant(name + ".flat", 0, attention.channels(), -1);
        String theta = operation("Reshape", name + ".theta", List.of(input(node, 0), positions));
        String phi = operation("Reshape", name + ".phi", List.of(input(node, 1), positions));
        String g = operation("Reshape", name + ".g", List.of(input(node, 2), positions));
        String product = operation("MatMul", name + ".product", List.of(transposed(name + ".theta_t", theta), phi));
        String shares = attention.softmax() ? softmax(name, product, attention.channels())
            : operation("Div", name + ".weights", List.of(product, count(name, phi)));
        String result = operation("MatMul", name + ".sum", List.of(g, transposed(name + ".weights_t", shares)));
        String shape = operation("Shape", name + ".shape", List.of(input(node, 0)));
        return operation("Reshape", name, List.of(result, shape));
    }

    @Override
    public String averagePool(Node node) {
        return mean(node.name(), input(node, 0), false, 2, 3, 4);
    }

    @Override
    public String squeeze(Node node) {
        return mean(node.name(), input(node, 0), true, 2, 3, 4);
    }

    @Override
    public String excitation(Node node) {
        String weights = operation("Sigmoid", node.name() + ".sigmoid", List.of(input(node, 1)));
        return operation("Mul", node.name(), List.of(input(node, 0), weights));
    }

    @Override
    public String timePool(Node node) {
        return mean(node.name(), input(node, 0), true, TIME);
    }

    /** As many samples as fill a box are ONNX's default. */
    @Override
    public String regionAlign(Node node, Layer.RegionAlign regions) {
        String name = node.name();
        String boxes = input(node, 1);
        String time = constant(name + ".time", TIME);
        String features = operation("Squeeze", name + ".features", List.of(input(node, 0), time));
        String clip = operation("Gather", name + ".clip", List.of(boxes, index(name + ".first", 0)), integer("axis", 1));
        String clips = operation("Cast", name + ".clips", List.of(clip), integer("to", INT64));
        String corners = operation("Slice", name + ".corners", List.of(boxes, constant(name + ".from", 1),
            constant(name + ".to", Regions.BOX_VALUES), constant(name + ".columns", 1)));
        String inside = operation("RoiAlign", name + ".inside", List.of(features, corners, clips),
            text("coordinate_transformation_mode", regions.aligned() ? "half_pixel" : "output_half_pixel"),
            integer("output_height", regions.size()), integer("output_width", regions.size()),
            real("spatial_scale", 1f / regions.stride()));
        return operation("Unsqueeze", name, List.of(inside, time));
    }

    @Override
    public String largest(Node node) {
        return operation("ReduceMax", node.name(), inputs(node), ints("axes", 2, 3, 4), integer("keepdims", 0));
    }

    @Override
    public String windowPool(Node node, Layer.WindowPool pool) {
        return operation("AveragePool", node.name(), List.of(mean(node.name() + ".time", input(node, 0), true, TIME)),
            ints("kernel_shape", new Extent(1, pool.side(), pool.side())), ints("strides", Extent.of(1, 1)));
    }

    @Override
    public String dropout(Node node, Layer.Dropout dropout) {
        return input(node, 0);
    }

    @Override
    public String linear(Node node) {
        return operation("Gemm", node.name(), withTensors(node), integer("transB", 1));
    }

    /** The linear layer at each position is a convolution. */
    @Override
    public String windowClassifier(Node node, Layer.WindowClassifier windows) {
        Parameter weight = node.parameters().get(0);
        Parameter bias = node.parameters().get(1);
        tensor(weight.name(), weights.of(weight), windows.out(), windows.in(), 1, 1, 1);
        tensor(bias.name(), weights.of(bias), windows.out());
        String scores = operation("Conv", node.name() + ".scores", List.of(input(node, 0), weight.name(), bias.name()),
            ints("kernel_shape", Extent.of(1, 1)));
        String shares = probabilities(node.name() + ".windows", scores, windows.labels());
        return mean(node.name(), shares, false, 2, 3, 4);
    }

    private String probabilities(String name, String scores, Labels labels) {
        return labels == Labels.ONE ? operation("Softmax", name, List.of(scores), integer("axis", CHANNELS))
            : operation("Sigmoid", name, List.of(scores));
    }

    /** Every {@code step}-th frame from {@code first} on. */
    private String everyFrame(String name, String in, int first, int step) {
        return operation("Slice", name, List.of(in, constant(name + ".first", first),
            constant(name + ".end", Long.MAX_VALUE), constant(name + ".axis", TIME), constant(name + ".step", step)));
    }

    private String softmax(String name, String product, int channels) {
        String scale = scalar(name + ".scale", (float) (1 / Math.sqrt(channels)));
        String scaled = operation("Mul", name + ".scaled", List.of(product, scale));
        return operation("Softmax", name + ".weights", List.of(scaled), integer("axis", 2));
    }

    /** How many positions phi has, as a float. */
    private String count(String name, String phi) {
        String count = operation("Shape", name + ".count", List.of(phi), integer("start", 2));
        return operation("Cast", name + ".positions", List.of(count), integer("to", FLOAT));
    }

    private String transposed(String name, String in) {
        return operation("Transpose", name, List.of(in), ints("perm", 0, 2, 1));
    }

    private String mean(String name, String in, boolean keep, long... axes) {
        return operation("ReduceMean", name, List.of(in), ints("axes", axes), integer("keepdims", keep ? 1 : 0));
    }

    /** The inputs and behind them the layer's tensors, which are added to the graph. */
    private List<String> withTensors(Node node) {
        List<String> operands = new ArrayList<>(inputs(node));
        for (Parameter parameter : node.parameters()) {
            tensor(parameter.name(), weights.of(parameter),
                parameter.shape().stream().mapToLong(Integer::longValue).toArray());
            operands.add(parameter.name());
        }
        return operands;
    }

    /** Adds a {@code NodeProto}; its result has its name. */
    private String operation(String type, String name, List<String> inputs, ProtobufMessage... attributes) {
        ProtobufMessage node = new ProtobufMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, name).text(3, name).text(4, type);
        for (ProtobufMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return name;
    }

    private static ProtobufMessage integer(String name, long value) {
        return new ProtobufMessage().text(1, name).integer(3, value).integer(20, ATTRIBUTE_INT);
    }

    private static ProtobufMessage text(String name, String value) {
        return new ProtobufMessage().text(1, name).text(4, value).integer(20, ATTRIBUTE_STRING);
    }

    private static ProtobufMessage real(String name, float value) {
        return new ProtobufMessage().text(1, name).real(2, value).integer(20, ATTRIBUTE_FLOAT);
    }

    private static ProtobufMessage ints(String name, long... values) {
        ProtobufMessage attribute = new ProtobufMessage().text(1, name);
        Arrays.stream(values).forEach(value -> attribute.integer(8, value));
        return attribute.integer(20, ATTRIBUTE_INTS);
    }

    private static ProtobufMessage ints(String name, Extent extent) {
        return ints(name, extent.time(), extent.height(), extent.width());
    }

    /** The same on both sides. */
    private static ProtobufMessage pads(Extent padding) {
        return ints("pads", padding.time(), padding.height(), padding.width(), padding.time(), padding.height(),
            padding.width());
    }

    private void tensor(String name, float[] content, long... shape) {
        graph.message(5, header(name, FLOAT, shape).floats(9, content));
    }

    private String scalar(String name, float value) {
        tensor(name, new float[] {value});
        return name;
    }

    private String constant(String name, long... content) {
        graph.message(5, header(name, INT64, content.length).data(9, LittleEndian.int64(content)));
        return name;
    }

    /** A number without axes, so that a selection by it loses one. */
    private String index(String name, long value) {
        graph.message(5, header(name, INT64).data(9, LittleEndian.int64(value)));
        return name;
    }

    /** A {@code TensorProto} that lacks its values. */
    private static ProtobufMessage header(String name, int type, long... shape) {
        ProtobufMessage tensor = new ProtobufMessage();
        Arrays.stream(shape).forEach(side -> tensor.integer(1, side));
        return tensor.integer(2, type).text(8, name);
    }

    /** A {@code ValueInfoProto} of floats. @param sides numbers, or names of those that are open */
    private static ProtobufMessage tensorType(String name, Object... sides) {
        ProtobufMessage shape = new ProtobufMessage();
        for (Object side : sides) {
            ProtobufMessage dimension = new ProtobufMessage();
            shape.message(1, side instanceof Long known ? dimension.integer(1, known) : dimension.text(2, (String) side));
        }
        ProtobufMessage tensor = new ProtobufMessage().integer(1, FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }
}
