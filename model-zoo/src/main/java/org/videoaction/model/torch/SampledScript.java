package org.videoaction.model.torch;

import java.util.List;
import java.util.stream.Collectors;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;

/**
 * Writes a network in 32-bit floats as TorchScript that also gives some values of some layers' results: {@code sample(clips,
 * w, s)} gives probabilities, the features that they are made of, and the values of each of the layers.
 */
final class SampledScript {

    /** About as many values of a layer are looked at; always the same ones. */
    private static final int VALUES = 1 << 16;

    private final Network network;
    private final TorchScript plain;
    private final List<Integer> sampled;

    SampledScript(Network network, Preprocessing preprocessing, List<Integer> sampled) {
        this.network = network;
        this.plain = new TorchScript(network, preprocessing);
        this.sampled = sampled;
    }

    static String variable(int node) {
        return "v" + node;
    }

    /**
     * Takes the values of a result, N x C x T x H x W, at equal distances. The distance is odd, so that among numbers of channels
     * that are powers of two each has its turn.
     */
    static String sample(int node, String tensor) {
        // a copy, for sums overwrite what they add to
        return TorchScript.line(variable(node) + " = torch.clone(torch.slice(torch.flatten(torch.permute(" + tensor
            + ", [0, 2, 3, 4, 1])), 0, 0, " + Long.MAX_VALUE + ", torch.add(torch.mul(torch.floordiv(torch.numel(" + tensor
            + "), " + 2 * VALUES + "), 2), 1)))");
    }

    String text() {
        StringBuilder text = new StringBuilder(TorchScript.line(
            "x = torch.contiguous((self).normalise(clips, ), memory_format=3)"));
        for (int i = 0; i < network.nodes().size(); i++) {
            String x = ScoringExpressions.variable(i);
            text.append(TorchScript.line(x + " = " + network.nodes().get(i).accept(plain.expressions())));
            text.append(sampled.contains(i) ? sample(i, x) : "");
        }
        String probabilities = plain.checkedProbabilities(ScoringExpressions.variable(network.nodes().size() - 1));
        text.append(TorchScript.line("return [" + probabilities + ", " + plain.features()
            + sampled.stream().map(node -> ", " + variable(node)).collect(Collectors.joining()) + "]"));
        return TorchScript.module(plain.preparation(), TorchScript.method("sample", "clips: Tensor, "
            + plain.boxes(": Tensor") + "w: List[Tensor], s: List[Tensor]", "List[Tensor]", text.toString()));
    }
}
