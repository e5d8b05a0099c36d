package org.videoaction.model.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.videoaction.model.network.ActivationShape;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Preprocessing;

/**
 * Writes a network whose batch normalisation is folded as TorchScript for a CPU: activations keep the channels innermost,
 * each convolution is one call with the ReLU, and the sum of a residual block, that follow it, and its weights lie in
 * memory as oneDNN wants them for the clips at hand. There are no gradients.
 *
 * <p>oneDNN's ReLU makes 0 of what is not a number, so that an overflow between two layers need not show in the
 * probabilities. Therefore {@code check} looks at every activation, and gives probabilities that are no numbers where one
 * of them is not finite.
 *
 * <ul>
 * <li>{@code rearrange(w, sizes)}: puts rearranged weights of convolutions in the place of those in {@code w}, one after the
 * other, so that there is never a second copy of all; {@code sizes} as {@link #sizes} gives them
 * <li>{@code check(clips, w, s)}: probabilities, and the features that they are made of; every activation is looked at
 * <li>{@code predict(clips, w, s)}: the same without looking
 * </ul>
 */
final class FusedScript {

    private static final String CHANNELS_LAST = "3";

    private final Network network;
    private final TorchScript plain;
    private final List<List<Integer>> takers = new ArrayList<>();
    /** The convolution that a layer ends, by that layer's index. */
    private final Map<Integer, Fusion> fusions = new HashMap<>();

    /**
     * A convolution with what follows it.
     *
     * @param sum the node that adds to its result, -1 where none does
     * @param other the node that is added
     */
    private record Fusion(int convolution, int sum, int other) {}

    FusedScript(Network network, Preprocessing preprocessing) {
        this.network = network;
        this.plain = new TorchScript(network, preprocessing);
        for (int i = 0; i < network.nodes().size(); i++) {
            takers.add(new ArrayList<>());
            for (int input : network.nodes().get(i).inputs()) {
                takers.get(input).add(i);
            }
        }
        for (int i = 0; i < network.nodes().size(); i++) {
            fuse(i);
        }
    }

    private void fuse(int end) {
        if (!(layer(end) instanceof Layer.Relu)) {
            return;
        }
        int before = network.nodes().get(end).inputs().get(0);
        if (takers.get(before).size() == 1 && layer(before) instanceof Layer.Convolution) {
            fusions.put(end, new Fusion(before, -1, -1));
        } else if (takers.get(before).size() == 1 && layer(before) instanceof Layer.Add) {
            int other = network.nodes().get(before).inputs().get(0);
            int convolution = network.nodes().get(before).inputs().get(1);
            if (layer(convolution) instanceof Layer.Convolution && takers.get(convolution).size() == 1
                && mayBeOverwritten(other, before)) {
                fusions.put(end, new Fusion(convolution, before, other));
            }
        }
    }

    /** The sum takes the place of what is added, where that has memory of its own and all others have read it. */
    private boolean mayBeOverwritten(int other, int sum) {
        boolean ownMemory = layer(other) instanceof Layer.Convolution || layer(other) instanceof Layer.Relu;
        return ownMemory && takers.get(other).stream().allMatch(taker -> taker == sum || readBefore(taker, sum));
    }

    /** A fused convolution reads its input only where its last layer stands. */
    private boolean readBefore(int taker, int sum) {
        return fusions.entrySet().stream().filter(fusion -> fusion.getValue().convolution() == taker)
            .map(Map.Entry::getKey).findFirst().orElse(taker) < sum;
    }

    private Layer layer(int node) {
        return network.nodes().get(node).layer();
    }

    /** The whole module. */
    String text() {
        String clips = "clips: Tensor, " + plain.boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]";
        return TorchScript.module(plain.preparation(),
            TorchScript.method("rearrange", "w: List[Tensor], sizes: List[int]", "NoneType", rearranging()),
            TorchScript.method("check", clips, "List[Tensor]", body(true)),
            TorchScript.method("predict", clips, "List[Tensor]", body(false)));
    }

    /** The sizes, N x C x T x H x W, of what each convolution takes, one after the other. */
    long[] sizes(long[] clips) {
        List<ActivationShape> shapes = ActivationShape.of(network,
            new Extent((int) clips[2], (int) clips[3], (int) clips[4]));
        return convolutions().map(node -> shapes.get(node.inputs().get(0)))
            .flatMapToLong(shape -> LongStream.of(clips[0], shape.channels(), shape.size().time(), shape.size().height(),
                shape.size().width()))
            .toArray();
    }

    private Stream<Node> convolutions() {
        return network.nodes().stream().filter(node -> node.layer() instanceof Layer.Convolution);
    }

    private String rearranging() {
        StringBuilder text = new StringBuilder();
        for (Node node : convolutions().toList()) {
            text.append(TorchScript.line(rearranged(node)));
            text.append(TorchScript.line("sizes = torch.slice(sizes, 5, " + Long.MAX_VALUE + ", 1)"));
        }
        return text + TorchScript.line("return None");
    }

    private String body(boolean checking) {
        StringBuilder text = new StringBuilder(TorchScript.line(
            "x = torch.contiguous((self).normalise(clips, ), memory_format=" + CHANNELS_LAST + ")"));
        if (checking) {
            text.append(TorchScript.line("f = " + doubt("x")));
        }
        for (int i = 0; i < network.nodes().size(); i++) {
            if (isPartOfAnother(i)) {
                continue;
            }
            Node node = network.nodes().get(i);
            Fusion fusion = fusions.getOrDefault(i, new Fusion(i, -1, -1));
            if (layer(fusion.convolution()) instanceof Layer.Convolution) {
                text.append(TorchScript
                    .line(ScoringExpressions.variable(i) + " = " + convolution(fusion, fusions.containsKey(i))));
                if (checking) {
                    text.append(TorchScript.line("f = torch.add(f, " + doubt(ScoringExpressions.variable(i)) + ")"));
                }
            } else {
                text.append(TorchScript.line(ScoringExpressions.variable(i) + " = " + node.accept(plain.expressions())));
            }
        }
        String probabilities = plain.checkedProbabilities(ScoringExpressions.variable(network.nodes().size() - 1));
        text.append(TorchScript.line("y = " + (checking ? "torch.add(" + probabilities + ", torch.reshape(f, [-1, 1]))"
            : probabilities)));
        return text.append(TorchScript.line("return [y, " + plain.features() + "]")).toString();
    }

    /** 0 for each clip, or for all of them where boxes are scored; not a number where an activation overflowed. */
    private String doubt(String activations) {
        return "torch.mul(torch.amax(" + activations + ", " + (network.detects() ? "[0, 1, 2, 3, 4]" : "[1, 2, 3, 4]")
            + "), 0.)";
    }

    private boolean isPartOfAnother(int node) {
        return fusions.values().stream().anyMatch(fusion -> fusion.convolution() == node || fusion.sum() == node);
    }

    private String rearranged(Node node) {
        Layer.Convolution conv = (Layer.Convolution) node.layer();
        String weight = plain.expressions().tensor(node, 0);
        return weight + " = ops.mkldnn._reorder_convolution_weight(torch.to_dense(" + weight + "), " + conv.padding() + ", "
            + conv.stride() + ", " + ScoringExpressions.dilation(conv) + ", " + conv.groups()
            + ", torch.slice(sizes, 0, 5, 1))";
    }

    private String convolution(Fusion fusion, boolean relu) {
        Node node = network.nodes().get(fusion.convolution());
        Layer.Convolution conv = (Layer.Convolution) node.layer();
        String what = ScoringExpressions.argument(node) + ", " + plain.expressions().tensor(node, 0) + ", "
            + (conv.bias() ? plain.expressions().tensor(node, 1) : "None")
            + ", " + conv.padding() + ", " + conv.stride() + ", " + ScoringExpressions.dilation(conv) + ", " + conv.groups();
        String none = "annotate(List[Optional[number]], [])";
        return fusion.sum() < 0
            ? "ops.mkldnn._convolution_pointwise(" + what + ", \"" + (relu ? "relu" : "none") + "\", " + none + ", None)"
            : "ops.mkldnn._convolution_pointwise_(" + ScoringExpressions.variable(fusion.other()) + ", " + what
                + ", \"add\", 1., \"relu\", " + none + ", None)";
    }
}
