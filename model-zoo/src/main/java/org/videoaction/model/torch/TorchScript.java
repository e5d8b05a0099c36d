package org.videoaction.model.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final String INDENT = "    ";

    private final Network network;
    private final Preprocessing preprocessing;
    private final Map<String, String> tensors;
    private final Precision precision;
    private final boolean channelsLast;
    private final ScoringExpressions expressions;

    TorchScript(Network network, Preprocessing preprocessing) {
        this(network, preprocessing, Precision.FP32);
    }

    /** @param precision the numbers of the backbone; pooled features and the classifier are in 32 bits always */
    TorchScript(Network network, Preprocessing preprocessing, Precision precision) {
        this(network, preprocessing, precision, false);
    }

    /** @param channelsLast whether {@code predict} keeps the channels of activations innermost, as {@code narrow} of weights */
    TorchScript(Network network, Preprocessing preprocessing, Precision precision, boolean channelsLast) {
        this(network, preprocessing, inLists(network), precision, channelsLast);
    }

    /** @param tensors the expressions that stand for the network's parameters, by their names */
    private TorchScript(Network network, Preprocessing preprocessing, Map<String, String> tensors, Precision precision,
        boolean channelsLast) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.tensors = tensors;
        this.precision = precision;
        this.channelsLast = channelsLast;
        this.expressions = new ScoringExpressions(tensors, precision);
    }

    /** What computes each layer. */
    ScoringExpressions expressions() {
        return expressions;
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
        TorchScript script = new TorchScript(network, null, tensors, Precision.FP32, false);
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
                    .mapToObj(ScoringExpressions::variable).collect(Collectors.joining(", ")) + "]")),
            preparation(),
            method("narrow", "w: List[Tensor]", "List[Tensor]", line("return [" + narrowed() + "]")),
            method("predict", "clips: Tensor, " + boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]", "List[Tensor]",
                line("x = " + inner("(self).normalise(clips, )")) + layers()
                    + line("return [" + checkedProbabilities(result()) + ", " + features() + "]")));
    }

    /** What the classifier takes, a row a clip or a box: N x F. */
    String features() {
        Node classifier = network.nodes().get(network.nodes().size() - 1);
        return classifier.layer() instanceof Layer.WindowClassifier
            ? expressions.mean(ScoringExpressions.argument(classifier)) : ScoringExpressions.argument(classifier);
    }

    private String narrowed(Parameter parameter) {
        String narrow = precision.narrowed(tensors.get(parameter.name()));
        return parameter.role() == Parameter.Role.CONVOLUTION_WEIGHT ? inner(narrow) : narrow;
    }

    /** A tensor with its channels where they are to be in memory. */
    private String inner(String tensor) {
        return channelsLast ? "torch.contiguous(" + tensor + ", memory_format=3)" : tensor;
    }

    private String narrowed() {
        return network.nodes().stream().flatMap(node -> node.parameters().stream()
            .filter(parameter -> parameter.role().learned())
            .map(parameter -> node.layer() instanceof Layer.Convolution ? narrowed(parameter)
                : tensors.get(parameter.name())))
            .collect(Collectors.joining(", "));
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
        return network.givesProbabilities() ? scores : ScoringExpressions.probabilities(network.labels(), scores, 1);
    }

    /** Not a number wherever a score is not finite: softmax and sigmoid make 0 or 1 of some that are infinite. */
    String checkedProbabilities(String scores) {
        return network.givesProbabilities() ? scores
            : "torch.add(" + probabilities(scores) + ", torch.mul(" + scores + ", 0.))";
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
        return line("if torch.eq(ops.prim.dtype(clips), " + Precision.FLOAT + "):")
            + line("  x = clips")
            + line("else:")
            + line("  device = ops.prim.device(clips)")
            + line("  mean = " + perChannel(preprocessing.mean()))
            + line("  deviation = " + perChannel(preprocessing.deviation()))
            + line("  bytes = torch.div_(torch.to(clips, " + Precision.FLOAT + "), 255.)")
            + line("  x = torch.div_(torch.sub_(bytes, mean), deviation)")
            + line("return x");
    }

    private static String perChannel(List<Double> values) {
        return "torch.reshape(torch.tensor(" + values + ", dtype=" + Precision.FLOAT + ", device=device), [1, -1, 1, 1, 1])";
    }

    /** One statement a layer; node i gives {@code xi}. */
    private String layers() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < network.nodes().size(); i++) {
            text.append(line(ScoringExpressions.variable(i) + " = " + network.nodes().get(i).accept(expressions)));
        }
        return text.toString();
    }

    private String result() {
        return ScoringExpressions.variable(network.nodes().size() - 1);
    }
}
