package org.videoaction.model.torch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.quantization.QuantizedGraph;
import org.videoaction.model.quantization.QuantizedGraph.Step;
import org.videoaction.model.quantization.Range;

/**
 * Writes a network whose batch normalisation is folded as TorchScript that computes convolutions in bytes. Activations keep
 * the channels innermost. Node i's result is {@code xi} as floats and {@code qi} as bytes, whichever its takers want; a
 * convolution over space is one over the frames of all clips, one over time one over a frame's positions in a row. Weights come
 * as {@link QuantizedTensors} arranges them.
 *
 * <ul>
 * <li>{@code prepare(clips, w, s)}: the probabilities, the features that they are made of, then the rearranged weights
 * <li>{@code predict(clips, w, s, p)}: probabilities and features by rearranged weights
 * <li>{@code sample(clips, w, s)}: probabilities, features, and some values of each rounded result, as floats
 * </ul>
 */
final class QuantizedScript {

    private static final String CHANNELS_LAST = "3";
    private static final String BYTE = "0";
    private static final String QUANTIZED_BYTE = "13";
    private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

    private final Network network;
    private final QuantizedGraph graph;
    private final Map<String, Range> ranges;
    private final TorchScript plain;
    private final int firstScale;

    /** What a method is for. */
    private enum Purpose {
        PREPARE,
        PREDICT,
        SAMPLE
    }

    /** @param ranges those of results, by the names of their layers */
    QuantizedScript(QuantizedGraph graph, Preprocessing preprocessing, Map<String, Range> ranges) {
        this.network = graph.network();
        this.graph = graph;
        this.ranges = ranges;
        this.plain = new TorchScript(network, preprocessing);
        this.firstScale = QuantizedTensors.firstScale(network);
    }

    /** The whole module. */
    String text() {
        String clips = "clips: Tensor, " + plain.boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]";
        return TorchScript.module(plain.preparation(),
            TorchScript.method("prepare", clips, "List[Tensor]", body(Purpose.PREPARE)),
            TorchScript.method("predict", clips + ", p: List[Tensor]", "List[Tensor]", body(Purpose.PREDICT)),
            TorchScript.method("sample", clips, "List[Tensor]", body(Purpose.SAMPLE)));
    }

    private String body(Purpose purpose) {
        StringBuilder text = new StringBuilder(TorchScript.line(
            "x = torch.contiguous((self).normalise(clips, ), memory_format=" + CHANNELS_LAST + ")"));
        text.append(purpose == Purpose.PREPARE ? TorchScript.line("f = " + doubt("x")) : "");
        int packed = 0;
        for (int i = 0; i < network.nodes().size(); i++) {
            if (graph.isPartOfAnother(i)) {
                continue;
            }
            Step step = graph.step(i);
            String value;
            if (step == null) {
                value = graph.givesBytes(i) ? handedOn(i) : network.nodes().get(i).accept(plain.expressions());
            } else {
                if (purpose != Purpose.PREDICT) {
                    text.append(TorchScript.line("p" + packed + " = " + packing(step)));
                }
                String weight = purpose == Purpose.PREDICT ? "p[" + packed + "]" : "p" + packed;
                packed++;
                value = graph.computesInBytes(step.convolution()) ? inBytes(i, step, weight) : inFloats(step, weight);
            }
            text.append(TorchScript.line((graph.givesBytes(i) ? bytes(i) : ScoringExpressions.variable(i)) + " = " + value));
            text.append(converted(i));
            if (purpose == Purpose.PREPARE && step != null && !graph.givesBytes(i)) {
                text.append(TorchScript.line("f = torch.add(f, " + doubt(ScoringExpressions.variable(i)) + ")"));
            }
            if (purpose == Purpose.SAMPLE && graph.inBytes(i)) {
                text.append(SampledScript.sample(i, bytes(i)));
            }
        }
        String probabilities = plain.checkedProbabilities(ScoringExpressions.variable(network.nodes().size() - 1));
        text.append(TorchScript.line("y = " + (purpose == Purpose.PREPARE
            ? "torch.add(" + probabilities + ", torch.reshape(f, [-1, 1]))" : probabilities)));
        return text.append(TorchScript.line("return [y, " + plain.features() + switch (purpose) {
            case PREPARE -> IntStream.range(0, packed).mapToObj(pack -> ", p" + pack).collect(Collectors.joining());
            case PREDICT -> "";
            case SAMPLE -> graph.ranged().stream()
                .map(node -> ", " + dequantized(node, SampledScript.variable(node))).collect(Collectors.joining());
        } + "]")).toString();
    }

    /** 0 for each clip, or for all of them where boxes are scored; not a number where an activation overflowed. */
    private String doubt(String activations) {
        return "torch.mul(torch.amax(" + activations + ", " + (network.detects() ? "[0, 1, 2, 3, 4]" : "[1, 2, 3, 4]")
            + "), 0.)";
    }

    private static String bytes(int node) {
        return "q" + node;
    }

    private Range range(int node) {
        return graph.range(node, ranges);
    }

    /** The other form of a result, where somebody wants it. */
    private String converted(int node) {
        String floats = ScoringExpressions.variable(node);
        if (graph.givesBytes(node)) {
            return graph.inFloats(node) ? TorchScript.line(floats + " = " + dequantized(node, bytes(node))) : "";
        }
        return graph.inBytes(node) ? TorchScript.line(bytes(node) + " = torch.int_repr(torch.quantize_per_tensor(" + floats
            + ", " + range(node).scale() + ", " + range(node).zeroPoint() + ", " + QUANTIZED_BYTE + "))") : "";
    }

    private String dequantized(int node, String bytes) {
        String floats = "torch.to(" + bytes + ", " + Precision.FLOAT + ")";
        int zero = range(node).zeroPoint();
        return "torch.mul(" + (zero == 0 ? floats : "torch.sub(" + floats + ", " + zero + ")") + ", " + range(node).scale()
            + ")";
    }

    /** A layer that only moves values does the same with bytes. */
    private String handedOn(int node) {
        Node layer = network.nodes().get(node);
        if (layer.layer() instanceof Layer.Concatenation) {
            return "torch.cat([" + layer.inputs().stream().map(QuantizedScript::bytes).collect(Collectors.joining(", "))
                + "], 1)";
        }
        return layer.accept(plain.expressions()).replace(ScoringExpressions.argument(layer), bytes(layer.inputs().get(0)));
    }

    private Layer.Convolution conv(Step step) {
        return (Layer.Convolution) network.nodes().get(step.convolution()).layer();
    }

    private String packing(Step step) {
        Node node = network.nodes().get(step.convolution());
        Layer.Convolution conv = conv(step);
        if (!graph.computesInBytes(step.convolution())) {
            return "ops.mkldnn._reorder_convolution_weight(" + plain.expressions().tensor(node, 0) + ", " + conv.padding()
                + ", " + conv.stride() + ", " + ScoringExpressions.dilation(conv) + ", " + conv.groups() + ", torch.size("
                + ScoringExpressions.argument(node) + "))";
        }
        Range taken = range(node.inputs().get(0));
        return "ops.onednn.qconv_prepack(" + plain.expressions().tensor(node, 0) + ", " + scales(step) + ", " + taken.scale()
            + ", " + taken.zeroPoint() + ", " + plane(conv) + ", " + conv.groups() + ", torch.size(" + taken(step) + "))";
    }

    private String scales(Step step) {
        return "s[" + (firstScale + QuantizedTensors.PER_CONVOLUTION * graph.convolutions().indexOf(step.convolution()))
            + "]";
    }

    private String zeros(Step step) {
        return "s["
            + (firstScale + QuantizedTensors.PER_CONVOLUTION * graph.convolutions().indexOf(step.convolution()) + 1) + "]";
    }

    /** Stride, padding and dilation in the two dimensions. */
    private static String plane(Layer.Convolution conv) {
        return QuantizedGraph.coversSpace(conv)
            ? List.of(conv.stride().height(), conv.stride().width()) + ", "
                + List.of(conv.padding().height(), conv.padding().width()) + ", " + List.of(conv.dilation(), conv.dilation())
            : List.of(conv.stride().time(), 1) + ", " + List.of(conv.padding().time(), 0) + ", [1, 1]";
    }

    /** What a convolution takes, in two dimensions. */
    private String taken(Step step) {
        String taken = bytes(network.nodes().get(step.convolution()).inputs().get(0));
        int stride = conv(step).stride().time();
        return flat(QuantizedGraph.coversSpace(conv(step)) && stride > 1
            ? "torch.slice(" + taken + ", 2, 0, " + Long.MAX_VALUE + ", " + stride + ")" : taken, conv(step));
    }

    private static String flat(String tensor, Layer.Convolution conv) {
        return QuantizedGraph.coversSpace(conv)
            ? "torch.flatten(torch.permute(" + tensor + ", [0, 2, 1, 3, 4]), 0, 1)"
            : "torch.flatten(" + tensor + ", 3, 4)";
    }

    private String unflattened(String plane, Step step) {
        String taken = bytes(network.nodes().get(step.convolution()).inputs().get(0));
        return QuantizedGraph.coversSpace(conv(step))
            ? "torch.permute(torch.unflatten(" + plane + ", 0, [torch.size(" + taken + ", 0), -1]), [0, 2, 1, 3, 4])"
            : "torch.unflatten(" + plane + ", 3, [torch.size(" + taken + ", 3), torch.size(" + taken + ", 4)])";
    }

    private String inBytes(int end, Step step, String weight) {
        Node node = network.nodes().get(step.convolution());
        Layer.Convolution conv = conv(step);
        Range taken = range(node.inputs().get(0));
        String what = taken(step) + ", " + taken.scale() + ", " + taken.zeroPoint() + ", " + weight + ", " + scales(step)
            + ", " + zeros(step) + ", ";
        String how = (conv.bias() ? plain.expressions().tensor(node, 1) : "None") + ", " + plane(conv) + ", " + conv.groups()
            + ", " + given(end);
        String unary = "\"" + (step.relu() ? "relu" : "none") + "\", " + NO_SCALARS + ", \"\")";
        if (!step.adds()) {
            return unflattened("ops.onednn.qconv2d_pointwise(" + what + how + ", " + unary, step);
        }
        Range added = range(step.other());
        String other = flat(bytes(step.other()), conv);
        return unflattened("ops.onednn.qconv2d_pointwise(" + what
            + (graph.mayOverwrite(end) ? other : "torch.clone(" + other + ")") + ", " + how + ", " + added.scale() + ", "
            + added.zeroPoint() + ", \"sum\", 1., " + unary, step);
    }

    /** Scale, zero point and type of a result. */
    private String given(int end) {
        return graph.givesBytes(end) ? range(end).scale() + ", " + range(end).zeroPoint() + ", " + BYTE
            : "1., 0, " + Precision.FLOAT;
    }

    private String inFloats(Step step, String weight) {
        Node node = network.nodes().get(step.convolution());
        Layer.Convolution conv = conv(step);
        return "ops.mkldnn._convolution_pointwise(" + ScoringExpressions.argument(node) + ", " + weight + ", "
            + (conv.bias() ? plain.expressions().tensor(node, 1) : "None") + ", " + conv.padding() + ", " + conv.stride()
            + ", " + ScoringExpressions.dilation(conv) + ", " + conv.groups() + ", \"" + (step.relu() ? "relu" : "none")
            + "\", " + NO_SCALARS + ", None)";
    }
}
