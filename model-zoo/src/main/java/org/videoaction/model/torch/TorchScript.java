package org.videoaction.model.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;

/**
 * Writes a network as the text of a TorchScript module. Everything that a step computes is one method, so that it is
 * one native call and leaves no intermediate result behind. The module has no state: weights come in as lists, learned
 * ones ({@code w}) and running statistics ({@code s}) each in the network's order.
 *
 * <ul>
 * <li>{@code forward(x, w, s)}: scores of normalised clips; detection networks take boxes behind {@code x}, everywhere
 * <li>{@code outputs(x, w, s)}: the result of every layer, for comparison with other code
 * <li>{@code predict(clips, w, s)}: class probabilities of clips of bytes, and the features that they are made of
 * <li>{@code narrow(w)}: the learned weights as {@code predict} takes them, in the numbers of the backbone
 * </ul>
 */
public final class TorchScript {

    private static final String FLOAT = "6";
    private static final String BFLOAT16 = "15";
    private static final String INDENT = "    ";

    private final Network network;
    private final Preprocessing preprocessing;
    private final Map<String, String> tensors;
    private final Precision precision;

    TorchScript(Network network, Preprocessing preprocessing) {
        this(network, preprocessing, Precision.FP32);
    }

    /** @param precision the numbers of the backbone; pooled features and the classifier are in 32 bits always */
    TorchScript(Network network, Preprocessing preprocessing, Precision precision) {
        this(network, preprocessing, inLists(network), precision);
    }

    /** @param tensors the expressions that stand for the network's parameters, by their names */
    private TorchScript(Network network, Preprocessing preprocessing, Map<String, String> tensors, Precision precision) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.tensors = tensors;
        this.precision = precision;
    }

    private static Map<String, String> inLists(Network network) {
        Map<String, String> tensors = new HashMap<>();
        int learned = 0;
        int kept = 0;
        for (Parameter parameter : network.parameters()) {
            tensors.put(parameter.name(), parameter.role().learned() ? "w[" + learned++ + "]" : "s[" + kept++ + "]");
        }
        return tensors;
    }

    /**
     * A module for a file, which holds its weights itself: {@code forward} takes normalised clips, and boxes behind them
     * where the network detects, and gives class probabilities.
     *
     * @param attributes what the module calls the network's parameters, by their names
     */
    public static String holdingWeights(Network network, Map<String, String> attributes) {
        Map<String, String> tensors = new HashMap<>();
        attributes.forEach((parameter, attribute) -> tensors.put(parameter, "self." + attribute));
        TorchScript script = new TorchScript(network, null, tensors, Precision.FP32);
        return String.join("\n",
            "class Network(Module):",
            attributes.values().stream().map(name -> '"' + name + "\", ")
                .collect(Collectors.joining("", "  __parameters__ = [", "]")),
            "  __buffers__ = []",
            attributes.values().stream().map(name -> "  " + name + " : Tensor").collect(Collectors.joining("\n")),
            "  training : bool",
            network.detects() ? RegionScript.text() : "",
            method("forward", network.detects() ? "x: Tensor, boxes: Tensor" : "x: Tensor", "Tensor",
                script.layers() + line("return " + script.probabilities(script.result()))));
    }

    /** The whole module. */
    String text() {
        return module(
            method("forward", "x: Tensor, " + boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]", "Tensor",
                layers() + line("return " + result())),
            method("outputs", "x: Tensor, " + boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]", "List[Tensor]",
                layers() + line("return [" + IntStream.range(0, network.nodes().size())
                    .mapToObj(TorchScript::variable).collect(Collectors.joining(", ")) + "]")),
            preparation(),
            method("narrow", "w: List[Tensor]", "List[Tensor]", line("return [" + narrowed() + "]")),
            method("predict", "clips: Tensor, " + boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]", "List[Tensor]",
                line("x = (self).normalise(clips, )") + layers()
                    + line("return [" + checkedProbabilities(result()) + ", " + features() + "]")));
    }

    /** What the classifier takes, a row a clip or a box: N x F. */
    String features() {
        Node classifier = network.nodes().get(network.nodes().size() - 1);
        return classifier.layer() instanceof Layer.WindowClassifier
            ? mean(argument(classifier)) : argument(classifier);
    }

    private String narrowed() {
        return network.nodes().stream().flatMap(node -> node.parameters().stream()
            .filter(parameter -> parameter.role().learned())
            .map(parameter -> node.layer() instanceof Layer.Convolution ? activation(tensors.get(parameter.name()))
                : tensors.get(parameter.name())))
            .collect(Collectors.joining(", "));
    }

    /** A tensor in the numbers of the backbone. */
    private String activation(String tensor) {
        return precision == Precision.BF16 ? "torch.to(" + tensor + ", " + BFLOAT16 + ")" : tensor;
    }

    private String wide(String tensor) {
        return precision == Precision.BF16 ? "torch.to(" + tensor + ", " + FLOAT + ")" : tensor;
    }

    private String mean(String tensor) {
        return "torch.mean(" + tensor + ", [2, 3, 4]" + (precision == Precision.BF16 ? ", False, dtype=" + FLOAT : "") + ")";
    }

    /** The methods that all forms of a network need: {@code normalise(clips)} and those of RoI align. */
    String preparation() {
        return network.detects() ? normalise() + "\n" + RegionScript.text() : normalise();
    }

    /** The argument of boxes, where there is one. */
    String boxes(String type) {
        return network.detects() ? "boxes" + type + ", " : "";
    }

    String probabilities(String scores) {
        return network.givesProbabilities() ? scores : probabilities(network.labels(), scores, 1);
    }

    /** Not a number wherever a score is not finite: softmax and sigmoid make 0 or 1 of some that are infinite. */
    String checkedProbabilities(String scores) {
        return network.givesProbabilities() ? scores
            : "torch.add(" + probabilities(scores) + ", torch.mul(" + scores + ", 0.))";
    }

    private static String probabilities(Labels labels, String scores, int axis) {
        return labels == Labels.ONE ? "torch.softmax(" + scores + ", " + axis + ")" : "torch.sigmoid(" + scores + ")";
    }

    /** A module without state that has these methods. */
    static String module(String... methods) {
        return "class Network(Module):\n  __parameters__ = []\n  __buffers__ = []\n" + String.join("\n", methods);
    }

    static String method(String name, String arguments, String result, String body) {
        return "  def " + name + "(self: __torch__.Network, " + arguments + ") -> " + result + ":\n" + body;
    }

    static String line(String statement) {
        return INDENT + statement + "\n";
    }

    /** The method {@code normalise(clips)}. */
    String normalise() {
        return method("normalise", "clips: Tensor", "Tensor", normalisation());
    }

    /** Clips that are floats already are taken as normalised. */
    private String normalisation() {
        return line("if torch.eq(ops.prim.dtype(clips), " + FLOAT + "):")
            + line("  x = clips")
            + line("else:")
            + line("  device = ops.prim.device(clips)")
            + line("  mean = " + perChannel(preprocessing.mean()))
            + line("  deviation = " + perChannel(preprocessing.deviation()))
            + line("  bytes = torch.div(torch.to(clips, " + FLOAT + "), 255.)")
            + line("  x = torch.div(torch.sub(bytes, mean), deviation)")
            + line("return x");
    }

    private static String perChannel(List<Double> values) {
        return "torch.reshape(torch.tensor(" + values + ", dtype=" + FLOAT + ", device=device), [1, -1, 1, 1, 1])";
    }

    /** One statement a layer; node i gives {@code xi}. */
    private String layers() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < network.nodes().size(); i++) {
            text.append(line(variable(i) + " = " + value(network.nodes().get(i))));
        }
        return text.toString();
    }

    private String result() {
        return variable(network.nodes().size() - 1);
    }

    private static String frames(Node node, Layer.FrameSelection selection) {
        String x = argument(node);
        if (selection.rule() == FrameRule.STRIDE) {
            return "torch.slice(" + x + ", 2, 0, " + Long.MAX_VALUE + ", " + selection.step() + ")";
        }
        String count = "torch.floordiv(torch.size(" + x + ", 2), " + selection.step() + ")";
        String positions = "torch.arange(" + count + ", dtype=4, device=ops.prim.device(" + x + "))";
        return "torch.index_select(" + x + ", 2, torch.floor_divide(torch.mul(" + positions + ", torch.sub(torch.size("
            + x + ", 2), 1)), ops.prim.max(torch.sub(" + count + ", 1), 1)))";
    }

    private String linear(Node node, String input) {
        return "torch.linear(" + input + ", " + tensor(node, 0) + ", " + tensor(node, 1) + ")";
    }

    private static String timeToChannel(String x, int step) {
        String frames = "torch.floordiv(torch.size(" + x + ", 2), " + step + ")";
        String packed = "torch.reshape(" + x + ", [torch.size(" + x + ", 0), torch.size(" + x + ", 1), " + frames + ", "
            + step + ", torch.size(" + x + ", 3), torch.size(" + x + ", 4)])";
        return "torch.flatten(torch.permute(" + packed + ", [0, 3, 1, 2, 4, 5]), 1, 2)";
    }

    private static String attention(Node node, Layer.Attention attention) {
        String theta = variable(node.inputs().get(0));
        String phi = "torch.flatten(" + variable(node.inputs().get(1)) + ", 2)";
        String g = "torch.flatten(" + variable(node.inputs().get(2)) + ", 2)";
        String product = "torch.bmm(torch.transpose(torch.flatten(" + theta + ", 2), 1, 2), " + phi + ")";
        String weights = attention.softmax()
            ? "torch.softmax(torch.mul(" + product + ", " + 1 / Math.sqrt(attention.channels()) + "), 2)"
            : "torch.div(" + product + ", torch.size(" + phi + ", 2))";
        return "torch.reshape(torch.bmm(" + g + ", torch.transpose(" + weights + ", 1, 2)), torch.size(" + theta + "))";
    }

    static String variable(int node) {
        return "x" + node;
    }

    static String argument(Node node) {
        return variable(node.inputs().get(0));
    }

    private static String arguments(Node node) {
        return node.inputs().stream().map(TorchScript::variable).collect(Collectors.joining(", "));
    }

    String tensor(Node node, int number) {
        return tensors.get(node.parameters().get(number).name());
    }

    static String dilation(Layer.Convolution conv) {
        return "[1, " + conv.dilation() + ", " + conv.dilation() + "]";
    }

    String convolution(Node node, Layer.Convolution conv, String weight, String bias) {
        return "torch.conv3d(" + argument(node) + ", " + weight + ", " + bias + ", " + conv.stride() + ", "
            + conv.padding() + ", " + dilation(conv) + ", " + conv.groups() + ")";
    }

    /**
     * @param batchStatistics whether the batch's own are used, and move the running ones
     * @param momentum how far
     */
    String batchNorm(Node node, Layer.BatchNorm norm, boolean batchStatistics, String momentum) {
        return "torch.batch_norm(" + argument(node) + ", " + tensor(node, 0) + ", " + tensor(node, 1) + ", "
            + tensor(node, 2) + ", " + tensor(node, 3) + ", " + (batchStatistics ? "True" : "False") + ", "
            + momentum + ", " + norm.epsilon() + ", True)";
    }

    /** The scores at each position, N x T x H x W x classes. */
    String positions(Node node) {
        return linear(node, "torch.permute(" + argument(node) + ", [0, 2, 3, 4, 1])");
    }

    String value(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input) {
            return activation("x");
        } else if (layer instanceof Layer.Boxes) {
            return "boxes";
        } else if (layer instanceof Layer.Convolution conv) {
            return convolution(node, conv, tensor(node, 0), conv.bias() ? tensor(node, 1) : "None");
        } else if (layer instanceof Layer.BatchNorm norm) {
            return batchNorm(node, norm, false, String.valueOf(norm.momentum()));
        } else if (layer instanceof Layer.Dropout) {
            return argument(node);
        } else if (layer instanceof Layer.Relu) {
            return "torch.relu(" + argument(node) + ")";
        } else if (layer instanceof Layer.MaxPool pool) {
            return "torch.max_pool3d(" + argument(node) + ", " + pool.kernel() + ", " + pool.stride() + ", "
                + pool.padding() + ")";
        } else if (layer instanceof Layer.FrameSelection selection) {
            return frames(node, selection);
        } else if (layer instanceof Layer.TimeToChannel packing) {
            return timeToChannel(argument(node), packing.step());
        } else if (layer instanceof Layer.Attention attention) {
            return attention(node, attention);
        } else if (layer instanceof Layer.Add) {
            return "torch.add(" + arguments(node) + ")";
        } else if (layer instanceof Layer.Concatenation) {
            return "torch.cat([" + arguments(node) + "], 1)";
        } else if (layer instanceof Layer.AveragePool) {
            return mean(argument(node));
        } else if (layer instanceof Layer.TimePool) {
            return wide("torch.mean(" + argument(node) + ", [2], True)");
        } else if (layer instanceof Layer.RegionAlign regions) {
            return "(self).align(" + arguments(node) + ", " + regions.size() + ", " + regions.stride()
                + (regions.aligned() ? ", 0.5, 0., )" : ", 0., 1., )");
        } else if (layer instanceof Layer.Largest) {
            return "torch.amax(" + argument(node) + ", [2, 3, 4])";
        } else if (layer instanceof Layer.WindowPool pool) {
            return wide("torch.avg_pool3d(" + argument(node) + ", [torch.size(" + argument(node) + ", 2), " + pool.side()
                + ", " + pool.side() + "], [1, 1, 1])");
        } else if (layer instanceof Layer.Linear) {
            return linear(node, argument(node));
        } else if (layer instanceof Layer.WindowClassifier windows) {
            return "torch.mean(" + probabilities(windows.labels(), positions(node), 4) + ", [1, 2, 3])";
        }
        throw new IllegalArgumentException("no TorchScript for the layer " + node.name() + ", " + layer);
    }
}
